package lesson03;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `TinyHttpServer` with a real `curl`, a real `nc` and bash at the other end of the wire, and
/// `HttpGet` with two servers that we did not write.
@NeedsPeer
class HttpPeerTest {

    /// What the README shows of curl and bash, made anew with `-Dtext=update`.
    static final Path RECORDINGS = Path.of("src/test/resources/lesson03");

    private static final InetSocketAddress ANY_ADDRESS_ANY_PORT = new InetSocketAddress(0);

    private static final String NGINX =
            """
            daemon off; pid /tmp/http/nginx.pid; error_log /tmp/http/error.log;
            events {}
            http {
              access_log off; default_type text/plain; charset utf-8;
              server { listen 9001; root /tmp/http/site; location /ssi/ { ssi on; ssi_types *; } }
            }
            """;

    private final Terminal terminal = new Terminal();
    private Peer peer;
    private TinyHttpServer server;

    @BeforeEach
    void start() throws IOException {
        peer = Peer.get();
        server = new TinyHttpServer(ANY_ADDRESS_ANY_PORT, Duration.ofSeconds(5));
        Thread.ofVirtual().name("tiny-http-server").start(this::serve);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private void serve() {
        try {
            server.serve(0, terminal.out, terminal.err);
        } catch (IOException e) {
            terminal.out.println("closed: " + e.getMessage());
        }
    }

    @Test
    void curlGetsThePage() throws Exception {
        checkRecording("curl-get.txt", "curl -sv http://localhost:8888/");
    }

    @Test
    void curlAsksTwiceOnOneConnection() throws Exception {
        checkRecording(
                "curl-keep-alive.txt",
                "curl -sv http://localhost:8888/ http://localhost:8888/ 2>&1 | grep -i connect");

        assertThat(terminal.lines().stream().skip(1).map(line -> line.replaceFirst(" .*", "")))
                .as("the client's address and port")
                .hasSize(2)
                .containsOnly(terminal.lines().get(1).replaceFirst(" .*", ""));
    }

    @Test
    void curlAsksForTheHeadOnly() throws Exception {
        checkRecording("curl-head.txt", "curl -sI http://localhost:8888/big");
    }

    @Test
    void curlSpeaksHttp10() throws Exception {
        checkRecording("curl-http10.txt", "curl -sI --http1.0 http://localhost:8888/");
    }

    @Test
    void curlGetsAMegabyte() {
        PeerCommand.Result count = peer.run(here("curl -s http://localhost:8888/big | wc -c"));

        assertThat(count.text().strip()).isEqualTo("1048576");
    }

    @Test
    void curlGetsEveryKindOfBody() {
        String url = "http://localhost:8888";
        for (String line :
                new String[] {
                    "curl -s " + url + "/chunks",
                    "curl -s --http1.0 " + url + "/chunks",
                    "curl -s " + url + "/until-close"
                }) {
            PeerCommand.Result result = peer.run(here(line));

            assertThat(result.status()).as(line).isZero();
            assertThat(result.text()).as(line).isEqualTo("你好\n再见\n");
        }
    }

    @Test
    void curlIsRefused() {
        String code = "curl -s -o /dev/null -w '%{http_code} %{size_download}' ";

        assertThat(peer.run(here(code + "http://localhost:8888/nothing")).text())
                .isEqualTo("404 28");
        assertThat(peer.run(here(code + "--path-as-is http://localhost:8888/../x")).text())
                .startsWith("404 ");
        assertThat(peer.run(here(code + "-d a=b http://localhost:8888/")).text())
                .startsWith("405 ");
        assertThat(peer.run(here(code + "-T /etc/passwd http://localhost:8888/")).text())
                .startsWith("405 ");
        assertThat(peer.run(here(code + "-H 'Host:' http://localhost:8888/")).text())
                .startsWith("400 ");
    }

    @Test
    void bashOpensAConnectionByARedirection() throws Exception {
        checkRecording(
                "dev-tcp.txt",
                "exec 3<>/dev/tcp/localhost/8888",
                "printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3",
                "cat <&3");
    }

    @Test
    void devTcpIsNoFile() throws Exception {
        checkRecording(
                "dev-tcp-is-no-file.txt", "ls /dev/tcp", "sh -c 'exec 3<>/dev/tcp/localhost/8888'");
    }

    @Test
    void echoSendsABackslashAndAnN() throws Exception {
        checkRecording(
                "echo-bytes.txt",
                "echo \"GET / HTTP/1.0\\n\" | od -An -c",
                "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | od -An -c",
                "echo \"GET / HTTP/1.0\\n\" | nc -N localhost 8888");

        String request = "printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -N localhost 8888";
        assertThat(peer.run(here(request)).text()).startsWith("HTTP/1.1 200 OK\r\n");
    }

    @Test
    void httpGetReadsWhatNginxSends() {
        peer.run(
                "mkdir -p /tmp/http/site/ssi; cd /tmp/http; printf '你好\\n' >site/hello.txt; printf"
                        + " '<!--#echo var=\"REQUEST_METHOD\" -->你好\\n' >site/ssi/page.txt; cat"
                        + " >nginx.conf <<'EOF'\n"
                        + NGINX
                        + "EOF");
        try (PeerCommand _ = peer.start("exec nginx -c /tmp/http/nginx.conf")) {
            peer.awaitListening(9001);

            assertThat(get("/hello.txt").lines())
                    .contains("< HTTP/1.1 200 OK\\r\\n", "< Content-Length: 7\\r\\n")
                    .endsWith("你好");
            assertThat(get("/hello.txt", "HEAD").lines())
                    .contains("< Content-Length: 7\\r\\n")
                    .endsWith("No body");
            assertThat(get("/ssi/page.txt").lines())
                    .contains("< Transfer-Encoding: chunked\\r\\n", "< 0\\r\\n")
                    .endsWith("GET你好");
            assertThat(get("/nothing").lines()).contains("< HTTP/1.1 404 Not Found\\r\\n");
        }
    }

    @Test
    void httpGetReadsWhatPythonSends() {
        peer.run("mkdir -p /tmp/http/site; printf '你好\\n' >/tmp/http/site/hello.txt");
        try (PeerCommand _ =
                peer.start("exec python3 -m http.server -d /tmp/http/site --bind 0.0.0.0 9001")) {
            peer.awaitListening(9001);

            assertThat(get("/hello.txt").lines())
                    .contains("< HTTP/1.0 200 OK\\r\\n", "< Content-Length: 7\\r\\n")
                    .endsWith("你好");
            assertThat(get("/nothing", "HEAD").lines())
                    .contains("< HTTP/1.0 404 File not found\\r\\n")
                    .endsWith("No body");
        }
    }

    private Terminal get(String path) {
        return get(path, "GET");
    }

    private Terminal get(String path, String method) {
        InetSocketAddress address = peer.address(9001);
        String port = Integer.toString(address.getPort());
        Terminal each = new Terminal();
        int status = each.run(HttpGet::run, address.getHostString(), port, path, method);
        assertThat(status).as(String.join("", each.errors())).isZero();
        return each;
    }

    /// Runs the lines in one bash, and compares what a person would see with what the README shows.
    private void checkRecording(String name, String... lines) throws IOException {
        StringBuilder script = new StringBuilder("exec 2>&1\n");
        for (String line : lines) {
            script.append("cat <<'SHOWN'\n$ " + here(line) + "\nSHOWN\n" + here(line) + "\n");
        }
        String seen = asAtHome(peer.run(script.toString()).text());
        Path recording = RECORDINGS.resolve(name);
        if ("update".equals(System.getProperty("text"))) {
            Files.createDirectories(RECORDINGS);
            Files.writeString(recording, seen);
        }
        assertThat(seen).isEqualTo(Files.readString(recording));
    }

    /// The line for the peer: this machine has another name there, and the server another port.
    private String here(String line) {
        return line.replace("localhost", Peer.HOST)
                .replace("8888", Integer.toString(server.address().getPort()));
    }

    /// What the same lines print on one machine with the server on port 8888. Two of curl's notes
    /// are left out: how many bytes it has handed on, which it does not print at a terminal, and
    /// where in its memory it keeps its connections.
    private String asAtHome(String text) {
        return text.replaceAll(" *\r\n", "\n")
                .replaceAll("(?m)^([{}] \\[|[*] Found bundle|[*] Can not multiplex).*\\n", "")
                .replace(Peer.HOST, "localhost")
                .replaceAll("\\b\\d+\\.\\d+\\.\\d+\\.\\d+(?=\\)|:)", "127.0.0.1")
                .replace(Integer.toString(server.address().getPort()), "8888");
    }
}
