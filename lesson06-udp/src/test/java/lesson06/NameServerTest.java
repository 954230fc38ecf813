package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameServerTest {

    private static final String QUERY =
            "1a2b 0100 0001 0000 0000 0000 03777777 06636f75727365 076578616d706c65 00 0001 0001";

    private final Terminal server = new Terminal();
    private final Terminal client = new Terminal();

    @Test
    void answersOverUdpAndTcpAndEndsAfterSoManyQuestions() throws Exception {
        CompletableFuture<Integer> ended = server.start(NameServer::run, "0", "2");

        int status = query("many.course.example", "A");

        assertThat(status).as(client.errors().toString()).isZero();
        assertThat(ended.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(server.lines())
                .element(1)
                .asString()
                .endsWith(" asks over UDP: many.course.example A, answer of 37 bytes");
        assertThat(server.lastLine())
                .endsWith(" asks over TCP: many.course.example A, answer of 997 bytes");
    }

    @Test
    void saysThatANameIsUnknown() throws Exception {
        CompletableFuture<Integer> ended = server.start(NameServer::run, "0", "1");

        query("nobody.example", "AAAA");

        assertThat(client.error()).contains("NXDOMAIN");
        assertThat(ended.get(10, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void passesOverGarbageAndGoesOn() throws Exception {
        CompletableFuture<Integer> ended = server.start(NameServer::run, "0", "1");
        InetSocketAddress address = address();
        byte[] query = Bytes.of(QUERY);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(5_000);
            for (int length = 0; length < query.length; length++) {
                socket.send(new DatagramPacket(query, length, address));
            }
            socket.send(new DatagramPacket(new byte[65_507], 65_507, address));
            socket.send(new DatagramPacket(query, query.length, address));

            DatagramPacket answer = new DatagramPacket(new byte[512], 512);
            socket.receive(answer);

            assertThat(answer.getLength()).isEqualTo(71);
        }
        assertThat(ended.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(server.lines())
                .filteredOn(line -> line.startsWith("Passed over a message: "))
                .hasSize(query.length + 1);
    }

    @Test
    void aSilentTcpClientDoesNotStopIt() throws Exception {
        CompletableFuture<Integer> ended = server.start(NameServer::run, "0", "2");
        InetSocketAddress address = address();
        try (Socket silent = new Socket(address.getAddress(), address.getPort());
                Socket second = new Socket(address.getAddress(), address.getPort())) {
            silent.getOutputStream().write(0);

            DnsOverTcp.write(second, Bytes.of(QUERY));
            byte[] answer = DnsOverTcp.read(second, Duration.ofSeconds(10));

            assertThat(answer).hasSize(71);
        }
        query("host.course.example", "A");
        assertThat(ended.get(10, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void closingEndsTheServer() throws Exception {
        NameServer asked = NameServer.open(0);
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("server")
                .start(() -> {
                    try {
                        asked.serve(1_000, server.out);
                        ended.complete(null);
                    } catch (InterruptedException e) {
                        ended.completeExceptionally(e);
                    }
                });
        String port = Integer.toString(asked.address().getPort());
        client.run(DnsQuery::run, "localhost", "A", "localhost", port);

        asked.close();
        asked.close();

        ended.get(10, TimeUnit.SECONDS);
        assertThat(server.lines()).hasSize(1);
    }

    @Test
    void aTakenPortIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int status = server.run(NameServer::run, Integer.toString(taken.getLocalPort()));

            assertThat(status).isEqualTo(Program.ENVIRONMENT);
            assertThat(server.error()).startsWith("Cannot bind to 127.0.0.1:");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many", "1000000000"})
    void aWrongNumberOfQuestionsIsOneLine(String questions) {
        int status = server.run(NameServer::run, "0", questions);

        assertThat(status).isEqualTo(Program.USAGE);
        assertThat(server.error()).contains("is not from 1 to 999999999");
    }

    @Test
    void twoAnswersShowsBothSides() throws Exception {
        CompletableFuture<Integer> ended = server.start(NameServer::run, "0", "2");
        String port = Integer.toString(server.port());

        int status = client.run(TwoAnswers::run, "localhost", "localhost", port);

        assertThat(status).as(client.errors().toString()).isZero();
        assertThat(client.lines().subList(1, 4))
                .containsExactly(
                        "  A     127.0.0.1, may be kept for 60 s",
                        "  AAAA  0:0:0:0:0:0:0:1, may be kept for 60 s",
                        "InetAddress.getAllByName, one call");
        assertThat(client.lines().subList(4, client.lines().size())).contains("        127.0.0.1");
        ended.get(10, TimeUnit.SECONDS);
    }

    @Test
    void twoAnswersShowsThatNobodyKnowsTheName() throws Exception {
        CompletableFuture<Integer> ended = server.start(NameServer::run, "0", "4");
        String port = Integer.toString(server.port());
        TwoAnswers.Names unknown =
                name -> {
                    throw new UnknownHostException(name + "\u001b[2J");
                };

        client.run((a, o, e) -> TwoAnswers.run(unknown, a, o, e), "nix.example", "localhost", port);

        assertThat(client.lines().subList(1, 3))
                .containsExactly("  A     NXDOMAIN", "  AAAA  NXDOMAIN");
        assertThat(client.lastLine()).endsWith("UnknownHostException: nix.example\\u001b[2J");
        TwoAnswers.Names many =
                _ -> {
                    InetAddress[] addresses = new InetAddress[10];
                    Arrays.fill(addresses, InetAddress.getLoopbackAddress());
                    return addresses;
                };
        client.run(
                (a, o, e) -> TwoAnswers.run(many, a, o, e),
                "xn--6qq79v.course.example",
                "localhost",
                port);
        assertThat(client.lines()).contains("  AAAA  no such record");
        assertThat(client.lastLine()).endsWith("and 7 more");
        ended.get(10, TimeUnit.SECONDS);
    }

    private int query(String name, String type) {
        return client.run(DnsQuery::run, name, type, "localhost", Integer.toString(server.port()));
    }

    private InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
    }
}
