package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import lesson07.AnswerReader.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpLoopServerTest {

    private static final InetSocketAddress FREE_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String LAST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    private final Terminal terminal = new Terminal();
    private Visitors visitors;
    private Server server;

    @BeforeEach
    void open() throws IOException {
        visitors = new Visitors(terminal.out, Integer.MAX_VALUE);
        server = HttpLoopServer.open(FREE_PORT, visitors, Duration.ofSeconds(30));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(FREE_PORT.getAddress(), server.address().getPort());
        client.setSoTimeout(10_000);
        return client;
    }

    /// Sends, and reads to the end of the stream.
    private List<Answer> talk(String requests, String... methods) throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
            return AnswerReader.read(client.getInputStream().readAllBytes(), methods);
        }
    }

    @Test
    void oneConnectionCarriesManyRequests() throws IOException {
        try (Socket client = connect()) {
            for (int i = 0; i < 3; i++) {
                client.getOutputStream().write(Bytes.utf8(GET));
                assertThat(nextBody(client.getInputStream())).isEqualTo("你好, visitor 1\n");
            }
        }

        assertThat(visitors.count()).isEqualTo(1);
    }

    private static String nextBody(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        int length =
                Integer.parseInt(
                        head.toString().replaceFirst("(?s).*Content-Length: (\\d+).*", "$1"));
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        List<Answer> answers =
                talk(
                        GET.repeat(3)
                                + "GET /zeros HTTP/1.1\r\nHost: a\r\n\r\n"
                                + "GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n"
                                + LAST
                                + GET);

        assertThat(answers).extracting(Answer::code).containsExactly(200, 200, 200, 200, 404, 200);
        assertThat(answers.get(3).body()).hasSize(10_000_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 50})
    void aRequestMayComeInPieces(int size) throws IOException {
        String requests = GET + "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n" + LAST;
        try (Socket client = connect()) {
            client.setTcpNoDelay(true);
            byte[] bytes = Bytes.utf8(requests);
            for (int at = 0; at < bytes.length; at += size) {
                client.getOutputStream().write(bytes, at, Math.min(size, bytes.length - at));
            }

            assertThat(
                            AnswerReader.read(
                                    client.getInputStream().readAllBytes(), "GET", "HEAD", "GET"))
                    .extracting(Answer::code)
                    .containsExactly(200, 200, 200);
        }
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        List<Answer> answers =
                talk("HEAD /zeros HTTP/1.1\r\nHost: a\r\n\r\n" + LAST, "HEAD", "GET");

        assertThat(answers).extracting(Answer::code).containsExactly(200, 200);
        assertThat(answers.getFirst().headers()).containsEntry("content-length", "10000000");
    }

    @Test
    void anotherMethodIsToldWhatIsAllowed() throws IOException {
        Answer answer = talk("DELETE / HTTP/1.1\r\nHost: a\r\n\r\n" + LAST).getFirst();

        assertThat(answer.code()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", "GET, HEAD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | hello",
                "400 | GET / HTTP/1.1",
                "400 | GET / HTTP/3.0~Host: a",
                "413 | POST / HTTP/1.1~Host: a~Content-Length: 5",
                "413 | POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked",
                "400 | GET / HTTP/1.1~Host: a~Content-Length: 5~Transfer-Encoding: chunked",
            })
    void whatCannotBeAnsweredIsTheEnd(int code, String head) throws IOException {
        List<Answer> answers = talk(head.replace("~", "\r\n") + "\r\n\r\n" + GET);

        assertThat(answers).extracting(Answer::code).containsExactly(code);
        assertThat(answers.getFirst().headers()).containsEntry("connection", "close");
    }

    @Test
    void aHeadThatIsTooLongIsTheEnd() throws IOException {
        assertThat(talk("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(8_192)))
                .extracting(Answer::code)
                .containsExactly(431);
        assertThat(talk(head(8_192))).extracting(Answer::code).containsExactly(200);
        assertThat(talk(head(8_193))).extracting(Answer::code).containsExactly(431);
    }

    private static String head(int bytes) {
        String begin = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX: ";
        return begin + "x".repeat(bytes - begin.length() - 4) + "\r\n\r\n";
    }

    @Test
    void oldClientsAreClosedUnlessTheyAskToStay() throws IOException {
        List<Answer> answers =
                talk(
                        "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET / HTTP/1.0\r\n\r\n"
                                + GET);

        assertThat(answers)
                .extracting(answer -> answer.headers().get("connection"))
                .containsExactly("keep-alive", "close");
    }

    @Test
    void aClientThatHasEndedItsStreamGetsAllItsAnswers() throws IOException {
        try (Socket client = connect()) {
            client.getOutputStream()
                    .write(Bytes.utf8("GET /zeros HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2) + GET));
            client.shutdownOutput();

            assertThat(AnswerReader.read(client.getInputStream().readAllBytes()))
                    .extracting(Answer::code)
                    .containsExactly(200, 200, 200);
        }
        await().until(() -> visitors.present() == 0);
    }

    @Test
    void aClientThatAsksAndNeverReadsHarmsNobodyAndCostsLittle() throws IOException {
        try (Socket greedy = connect()) {
            long before = usedMemory();
            byte[] requests = Bytes.utf8("GET /zeros HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000));
            Thread asking =
                    Thread.ofPlatform()
                            .daemon()
                            .start(() -> {
                                try {
                                    while (true) {
                                        greedy.getOutputStream().write(requests);
                                    }
                                } catch (SocketException _) {
                                    // the test has closed it
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            });

            for (int i = 0; i < 50; i++) {
                assertThat(talk(LAST)).extracting(Answer::code).containsExactly(200);
            }

            assertThat(asking.isAlive()).isTrue();
            assertThat(usedMemory() - before).as("bytes").isLessThan(50_000_000);
        }
    }

    private static long usedMemory() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aResetInTheMiddleOfAnAnswerIsForgotten() throws IOException {
        for (int i = 0; i < 50; i++) {
            try (Socket client = connect()) {
                client.getOutputStream()
                        .write(Bytes.utf8("GET /zeros HTTP/1.1\r\nHost: a\r\n\r\n"));
                client.getInputStream().readNBytes(1_000);
                client.setSoLinger(true, 0);
            }
        }

        assertThat(talk(LAST)).extracting(Answer::code).containsExactly(200);
        await().until(() -> visitors.present() == 0);
    }

    @Test
    void aSilentClientIsCutOff() throws IOException {
        try (Server impatient = HttpLoopServer.open(FREE_PORT, visitors, Duration.ofMillis(200));
                Socket client = new Socket(FREE_PORT.getAddress(), impatient.address().getPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(Bytes.utf8("GET / HT"));

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aHeadThatTakesTooLongIsRefused() throws IOException {
        try (Server slow = openWithAFastClock();
                Socket client = new Socket(FREE_PORT.getAddress(), slow.address().getPort())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(Bytes.utf8(GET + "GE"));

            assertThat(AnswerReader.read(client.getInputStream().readAllBytes()))
                    .extracting(Answer::code)
                    .containsExactly(200, 408);
        }
    }

    @Test
    void betweenTwoRequestsMoreTimeMayPass() throws IOException {
        try (Server slow = openWithAFastClock();
                Socket client = new Socket(FREE_PORT.getAddress(), slow.address().getPort())) {
            client.setSoTimeout(10_000);
            for (int i = 0; i < 3; i++) {
                client.getOutputStream().write(Bytes.utf8(GET));
                assertThat(nextBody(client.getInputStream())).startsWith("你好");
            }
        }
    }

    /// Between two looks at its clock, more time passes than a head may take.
    private Server openWithAFastClock() throws IOException {
        AtomicLong clock = new AtomicLong();
        return new LoopServer(
                new LoopServer.Settings(
                        FREE_PORT,
                        () ->
                                new HttpSession(() ->
                                        clock.addAndGet(HttpSession.SLOWEST_HEAD.toNanos() + 1)),
                        visitors,
                        Duration.ofSeconds(30)),
                0);
    }

    @Test
    void theProgramServesItsVisitorsAndEnds() throws Exception {
        Terminal window = new Terminal();
        CompletableFuture<Integer> status = window.start(HttpLoopServer::run, "0", "1");
        try (Socket client = new Socket(FREE_PORT.getAddress(), window.port())) {
            client.setSoTimeout(10_000);
            client.getOutputStream().write(Bytes.utf8(LAST));
            assertThat(AnswerReader.read(client.getInputStream().readAllBytes())).hasSize(1);
        }

        assertThat(status.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(window.lastLine()).isEqualTo("Visitors: 1");
    }
}
