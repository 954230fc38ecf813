package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsQueryTest {

    /// Long enough for an answer that comes, short enough to wait for one that does not.
    private static final Duration LIMIT = Duration.ofMillis(500);

    private static final String WWW_QUESTION = "0377777706636f75727365076578616d706c650000010001";

    private static final ScriptedNameServer.TcpScript NOBODY = _ -> {};

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource({
        "host.course.example, A, 192.0.2.7",
        "host.course.example, AAAA, 2001:db8:0:0:0:0:0:7",
        "HOST.Course.Example., a, 192.0.2.7",
        "www.course.example, A, 192.0.2.7",
        "www.course.example, CNAME, an alias",
        "你好.course.example, A, 192.0.2.8",
    })
    void showsWhatTheServerSays(String name, String type, String expected) throws Exception {
        try (ScriptedNameServer server = server(DnsQueryTest::right)) {
            int status = ask(server, name, type);

            assertThat(status).as(terminal.errors().toString()).isZero();
            assertThat(terminal.lastLine()).contains(expected).endsWith(" may be kept for 60 s");
            assertThat(server.queries()).hasSize(1);
        }
    }

    @Test
    void aNameWithoutSuchARecordIsNoError() throws Exception {
        try (ScriptedNameServer server = server(DnsQueryTest::right)) {
            int status = ask(server, "xn--6qq79v.course.example", "AAAA");

            assertThat(status).isZero();
            assertThat(terminal.lastLine()).endsWith("the name exists, but it has no such record");
        }
    }

    @Test
    void everyByteOfBothMessagesStandsInARow() throws Exception {
        try (ScriptedNameServer server = server(DnsQueryTest::right)) {
            ask(server, "www.course.example", "A", "1a2b");

            String query = "1a2b01000001000000000000" + WWW_QUESTION;
            String answer =
                    "1a2b85000001000200000000"
                            + WWW_QUESTION
                            + "c00c000500010000003c000704686f7374c010"
                            + "c030000100010000003c0004c0000207";
            assertThat(shownBytes()).isEqualTo(query + answer);
            assertThat(server.queries().getFirst()).isEqualTo(Bytes.of(query));
        }
    }

    @Test
    void theIdCannotBeGuessed() throws Exception {
        try (ScriptedNameServer server = server(DnsQueryTest::right)) {
            for (int i = 0; i < 20; i++) {
                ask(server, "host.course.example", "A");
            }

            Set<Integer> ids = new HashSet<>();
            server.queries().forEach(query -> ids.add(id(query)));
            assertThat(ids).hasSizeGreaterThan(15);
        }
    }

    @Test
    void asksOnceMoreWhenNoAnswerComes() throws Exception {
        try (ScriptedNameServer server =
                server((number, query) -> number == 1 ? List.of() : right(number, query))) {
            int status = ask(server, "host.course.example", "A");

            assertThat(status).isZero();
            assertThat(terminal.lines()).anyMatch(line -> line.contains("over UDP, once more"));
            assertThat(server.queries()).hasSize(2);
            assertThat(server.queries().get(1)).isEqualTo(server.queries().get(0));
        }
    }

    @Test
    void aSilentServerIsOneLine() throws Exception {
        try (ScriptedNameServer server = server((_, _) -> List.of())) {
            int status = ask(server, "host.course.example", "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error()).endsWith("no answer, asked 2 times for 500 ms.");
        }
    }

    /// The answer to the first query comes when the second one has been sent.
    @Test
    void aLateAnswerIsAnAnswer() throws Exception {
        AtomicReference<byte[]> first = new AtomicReference<>();
        try (ScriptedNameServer server =
                server((number, query) -> {
                    if (number == 1) {
                        first.set(query);
                        return List.of();
                    }
                    return right(1, first.get());
                })) {
            int status = ask(server, "host.course.example", "A");

            assertThat(status).isZero();
        }
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("strangers")
    void passesOverWhatIsNoAnswerToItsQuestion(UnaryOperator<byte[]> change, String reason)
            throws Exception {
        try (ScriptedNameServer server =
                server((number, query) -> {
                    byte[] right = right(number, query).getFirst();
                    return List.of(change.apply(right.clone()), right);
                })) {
            int status = ask(server, "host.course.example", "A");

            assertThat(status).as(terminal.errors().toString()).isZero();
            assertThat(terminal.lines())
                    .contains("Passed over: 1 datagram, the first because " + reason);
        }
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> strangers() {
        return Stream.of(
                stranger(bytes -> flipped(bytes, 0, 0x01), "its id is another one"),
                stranger(bytes -> flipped(bytes, 1, 0x80), "its id is another one"),
                stranger(bytes -> flipped(bytes, 2, 0x80), "it is no answer to one question"),
                stranger(bytes -> flipped(bytes, 5, 0x01), "it is no answer to one question"),
                stranger(bytes -> flipped(bytes, 13, 0x01), "its question is another one"),
                stranger(bytes -> flipped(bytes, 34, 0x1d), "its question is another one"),
                stranger(bytes -> flipped(bytes, 36, 0x02), "class 3 is not IN"),
                stranger(
                        bytes -> Arrays.copyOf(bytes, 11),
                        "a header has 12 bytes, and there are 11"),
                stranger(_ -> new byte[0], "a header has 12 bytes, and there are 0"),
                stranger(bytes -> Arrays.copyOf(bytes, 12), "the name is cut off"),
                stranger(
                        bytes -> Arrays.copyOf(bytes, 35),
                        "type and class of the question are cut off"),
                stranger(bytes -> flipped(bytes, 12, 0xc4), "a label of 192 bytes is not there"));
    }

    private static org.junit.jupiter.params.provider.Arguments stranger(
            UnaryOperator<byte[]> change, String reason) {
        return org.junit.jupiter.params.provider.Arguments.of(change, reason);
    }

    /// The socket is connected: the kernel lets nothing through that comes from another port.
    @Test
    void doesNotHearAnotherSender() throws Exception {
        try (DatagramSocket stranger = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) server.getLocalSocketAddress();
            var status =
                    terminal.start(
                            (args, out, err) -> DnsQuery.run(args, Duration.ofSeconds(5), out, err),
                            "host.course.example",
                            "A",
                            "localhost",
                            Integer.toString(address.getPort()));
            DatagramPacket query = new DatagramPacket(new byte[512], 512);
            server.setSoTimeout(5_000);
            server.receive(query);
            byte[] asked = Arrays.copyOf(query.getData(), query.getLength());
            byte[] right = right(1, asked).getFirst();
            byte[] forged = right.clone();
            forged[forged.length - 1] = 66;

            stranger.send(new DatagramPacket(forged, forged.length, query.getSocketAddress()));
            server.send(new DatagramPacket(right, right.length, query.getSocketAddress()));

            assertThat(status.get()).isZero();
            assertThat(terminal.lastLine()).contains("192.0.2.7");
            assertThat(terminal.lines()).noneMatch(line -> line.startsWith("Passed over"));
        }
    }

    @Test
    void aFloodOfStrangersDoesNotKeepItWaiting() throws Exception {
        try (ScriptedNameServer server =
                server((_, query) ->
                        IntStream.range(0, 100)
                                .mapToObj(_ -> flipped(query.clone(), 0, 1))
                                .toList())) {
            int status = ask(server, "host.course.example", "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error()).contains("no answer");
            assertThat(terminal.lastLine()).startsWith("Passed over: ").contains("its id");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, FORMERR, it does not answer this question",
        "2, SERVFAIL, it could not find out",
        "3, NXDOMAIN, there is no such name",
        "5, REFUSED, it does not answer this question",
        "15, RCODE 15, it does not answer this question"
    })
    void anErrorCodeIsOneLine(int code, String name, String meaning) throws Exception {
        try (ScriptedNameServer server =
                server((_, query) -> List.of(flipped(flipped(query.clone(), 2, 0x80), 3, code)))) {
            int status = ask(server, "host.course.example", "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error())
                    .contains(" answers " + name + " to host.course.example A: " + meaning);
        }
    }

    @Test
    void aMissingServerIsOneLine() throws Exception {
        int closed;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        int status = terminal.run(DnsQuery::run, "a.example", "A", "localhost", "" + closed);

        assertThat(status).isEqualTo(Program.ENVIRONMENT);
        assertThat(terminal.error()).contains("nobody has this UDP port");
    }

    @Test
    void aMalformedAnswerIsOneLineWhereverItIsCutOff() throws Exception {
        try (ScriptedNameServer server =
                server((number, query) -> {
                    byte[] right = right(number, query).getFirst();
                    return List.of(Arrays.copyOf(right, query.length + number - 1));
                })) {
            int records = 71 - 36;
            for (int i = 0; i < records; i++) {
                Terminal fresh = new Terminal();
                int status =
                        fresh.run(
                                (args, out, err) -> DnsQuery.run(args, LIMIT, out, err),
                                "www.course.example",
                                "A",
                                "localhost",
                                server.port());

                assertThat(status).as("cut after byte %d", 36 + i).isEqualTo(Program.ENVIRONMENT);
                assertThat(fresh.error()).contains(" is malformed: ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "47, 5, the data should end at byte 53",
        "47, 255, data of 255 bytes is cut off",
        "48, 64, a label of 64 bytes stands at byte 48",
        "66, 3, an address of 3 bytes stands at byte 67",
        "7, 3, name of 1 byte is cut off"
    })
    void aLieInTheAnswerIsOneLine(int offset, int value, String expected) throws Exception {
        try (ScriptedNameServer server =
                server((number, query) -> {
                    byte[] lie = right(number, query).getFirst();
                    lie[offset] = (byte) value;
                    return List.of(lie);
                })) {
            int status = ask(server, "www.course.example", "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error()).contains(" is malformed: " + expected);
        }
    }

    @Test
    void textFromTheServerIsHarmless() throws Exception {
        try (ScriptedNameServer server =
                server((number, query) -> {
                    byte[] hostile = right(number, query).getFirst();
                    hostile[49] = 0x1b;
                    return List.of(hostile);
                })) {
            ask(server, "www.course.example", "A");

            assertThat(String.join("\n", terminal.lines()))
                    .contains("label of 4: \\u001bost")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void asksAgainOverTcpWhenTheAnswerIsTruncated() throws Exception {
        try (ScriptedNameServer server = server(DnsQueryTest::right, DnsQueryTest::rightOverTcp)) {
            int status = ask(server, "many.course.example", "A");

            assertThat(status).as(terminal.errors().toString()).isZero();
            assertThat(terminal.lines())
                    .contains("Answer over UDP, 37 bytes")
                    .contains("Answer over TCP, 997 bytes behind two of length")
                    .anyMatch(line -> line.endsWith("57 more records"))
                    .anyMatch(line -> line.contains("TC truncated"));
            assertThat(terminal.lastLine()).isEqualTo("and 57 more");
        }
    }

    @Test
    void readsAnAnswerOverTcpThatComesByteByByte() throws Exception {
        try (ScriptedNameServer server =
                server(
                        DnsQueryTest::right,
                        client -> {
                            client.setTcpNoDelay(true);
                            for (byte b : framed(client)) {
                                client.getOutputStream().write(b);
                            }
                        })) {
            int status = ask(server, "many.course.example", "A");

            assertThat(status).isZero();
        }
    }

    @Test
    void anAnswerOverTcpThatEndsEarlyIsOneLine() throws Exception {
        try (ScriptedNameServer server =
                server(
                        DnsQueryTest::right,
                        client -> client.getOutputStream().write(framed(client), 0, 500))) {
            int status = ask(server, "many.course.example", "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error())
                    .contains("truncated, and over TCP")
                    .endsWith("the connection ended after 498 of 997 bytes.");
        }
    }

    /// One byte now and then: each read succeeds, and the whole would take minutes.
    @Test
    void aServerThatTricklesIsLeft() throws Exception {
        try (ScriptedNameServer server =
                server(
                        DnsQueryTest::right,
                        client -> {
                            client.getOutputStream().write(framed(client), 0, 3);
                            InputStream in = client.getInputStream();
                            assertThat(in.read()).isEqualTo(-1); // waits until the client leaves
                        })) {
            int status = ask(server, "many.course.example", "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error()).endsWith("over TCP it does not answer within 500 ms.");
        }
    }

    @Test
    void anotherAnswerOverTcpIsOneLine() throws Exception {
        try (ScriptedNameServer server =
                server(
                        DnsQueryTest::right,
                        client -> {
                            byte[] framed = framed(client);
                            framed[2] ^= 1;
                            client.getOutputStream().write(framed);
                        })) {
            int status = ask(server, "many.course.example", "A");

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error()).endsWith("its id is another one.");
        }
    }

    @Test
    void aServerWithoutTcpIsOneLine() throws Exception {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread server =
                    Thread.ofVirtual()
                            .name("udp only")
                            .start(() -> {
                                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                                try {
                                    udp.receive(packet);
                                    byte[] query =
                                            Arrays.copyOf(packet.getData(), packet.getLength());
                                    byte[] answer = right(1, query).getFirst();
                                    udp.send(
                                            new DatagramPacket(
                                                    answer,
                                                    answer.length,
                                                    packet.getSocketAddress()));
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });

            int status =
                    terminal.run(
                            DnsQuery::run,
                            "many.course.example",
                            "A",
                            "localhost",
                            Integer.toString(udp.getLocalPort()));

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(terminal.error())
                    .contains("over TCP there is no answer: Connection refused");
            server.join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..example", ".", "a b.example", "\u001b[2J.example"})
    void aNameThatIsNoneIsOneLine(String name) {
        int status = terminal.run(DnsQuery::run, name);

        assertThat(status).isEqualTo(Program.USAGE);
        assertThat(terminal.error()).contains("Example: ").doesNotContain("\u001b");
    }

    @Test
    void aNameThatIsTooLongIsOneLine() {
        String label = "a".repeat(63);

        assertThat(terminal.run(DnsQuery::run, label + "a.example")).isEqualTo(Program.USAGE);
        assertThat(terminal.run(DnsQuery::run, String.join(".", label, label, label, label)))
                .isEqualTo(Program.USAGE);
        assertThat(terminal.errors()).hasSize(2).last().asString().contains("at most 255 bytes");
    }

    @ParameterizedTest
    @CsvSource({"MX, localhost, 53, 1a2b", "A, localhost, 0, 1a2b", "A, localhost, 53, 1a2"})
    void wrongArgumentsAreOneLine(String type, String server, String port, String id) {
        int status = terminal.run(DnsQuery::run, "a.example", type, server, port, id);

        assertThat(status).isEqualTo(Program.USAGE);
        assertThat(terminal.error()).contains("Example: ");
    }

    private int ask(ScriptedNameServer server, String... args) {
        String[] all =
                args.length == 3
                        ? new String[] {args[0], args[1], "localhost", server.port(), args[2]}
                        : new String[] {args[0], args[1], "localhost", server.port()};
        return terminal.run((a, out, err) -> DnsQuery.run(a, LIMIT, out, err), all);
    }

    private static ScriptedNameServer server(ScriptedNameServer.Script script) throws IOException {
        return server(script, NOBODY);
    }

    private static ScriptedNameServer server(
            ScriptedNameServer.Script script, ScriptedNameServer.TcpScript tcp) throws IOException {
        return ScriptedNameServer.start(script, tcp);
    }

    private static List<byte[]> right(int number, byte[] query) {
        return List.of(answer(query, NameTable.LONGEST_DATAGRAM));
    }

    private static void rightOverTcp(Socket client) throws IOException {
        client.getOutputStream().write(framed(client));
    }

    private static byte[] framed(Socket client) throws IOException {
        byte[] answer = answer(DnsOverTcp.read(client, Duration.ofSeconds(5)), 65_535);
        return ByteBuffer.allocate(2 + answer.length)
                .putShort((short) answer.length)
                .put(answer)
                .array();
    }

    private static byte[] answer(byte[] query, int longest) {
        try {
            ByteBuffer in = ByteBuffer.wrap(query);
            DnsHeader header = DnsHeader.parse(in);
            return NameTable.answer(header.id(), DnsQuestion.parse(in), longest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] flipped(byte[] bytes, int offset, int bits) {
        bytes[offset] ^= (byte) bits;
        return bytes;
    }

    private static int id(byte[] message) {
        return Short.toUnsignedInt(ByteBuffer.wrap(message).getShort());
    }

    /// The hex digits of all rows.
    private String shownBytes() {
        StringBuilder bytes = new StringBuilder();
        for (String line : terminal.lines()) {
            if (line.matches(" +\\d+  .*")) {
                bytes.append(line.substring(8, Math.min(line.length(), 31)).replace(" ", ""));
            }
        }
        return bytes.toString();
    }
}
