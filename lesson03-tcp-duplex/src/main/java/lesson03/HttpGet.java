package lesson03;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Asks an HTTP server for one page over a plain socket, and shows every line that goes over the
/// wire, with its CR LF.
///
/// See RFC 9112. No TLS, no redirects, no proxies: it shows the protocol, `curl` is for work.
public final class HttpGet {

    /// How long the whole exchange may take.
    static final Duration LIMIT = Duration.ofSeconds(10);

    /// In bytes.
    static final int LONGEST_BODY = 10_000_000;

    private static final int LINES_SHOWN = 10;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: HttpGet [host] [port] [path] [method]
                    Asks for one page over HTTP/1.1 and shows each line: > is sent, < is received.
                    Defaults: localhost 8888 / GET. The method is GET or HEAD.
                    Example: ./course run lesson03 HttpGet localhost 8888 /
                    """,
                    4);

    private final String host;
    private final InetSocketAddress server;
    private final StartLine.RequestLine request;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 for any answer that is HTTP, 2 wrong arguments,
    /// 3 no connection, or no whole answer.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> of(arguments).get(LIMIT, out));
    }

    private static HttpGet of(Arguments arguments) throws Failure {
        String host = arguments.text(0, "host", "localhost");
        int port = arguments.port(1, 1);
        String path = arguments.text(2, "path", "/");
        String method = arguments.text(3, "method", "GET");
        if (!path.matches("/[\\x21-\\x7e]*")) {
            String line = "The path \"%s\" must begin with / and be ASCII without spaces.";
            throw Failure.usage(line.formatted(SafeText.of(path)));
        }
        if (!method.matches("GET|HEAD")) {
            String line = "The method \"%s\" is unknown here: it is GET or HEAD.";
            throw Failure.usage(line.formatted(SafeText.of(method)));
        }
        return new HttpGet(host, port, new StartLine.RequestLine(method, path, 1));
    }

    HttpGet(String host, int port, StartLine.RequestLine request) {
        this.host = host;
        this.request = request;
        server = new InetSocketAddress(host, port); // asks for the host's address
    }

    /// Connects, asks, prints the answer, closes. Blocks until it is there, `limit` at most, and
    /// five seconds before for the connection.
    int get(Duration limit, PrintStream out) throws Failure, IOException {
        try (Socket socket = Connector.connect(server);
                Deadline deadline = new Deadline(limit, socket)) {
            out.println(Connector.ends(socket));
            try {
                ask(socket.getOutputStream(), out);
                receive(socket, out);
                return Program.DONE;
            } catch (IOException e) {
                throw failure(e, !deadline.met(), limit);
            }
        }
    }

    // region ask
    private void ask(OutputStream stream, PrintStream out) throws IOException {
        String authority = host.contains(":") ? "[" + host + "]" : host; // IPv6
        List<String> head =
                List.of(
                        request.encode(),
                        "Host: " + authority + ":" + server.getPort(),
                        "Connection: close",
                        "");
        head.forEach(line -> out.println("> " + SafeText.of(line) + "\\r\\n"));
        String text = String.join("\r\n", head) + "\r\n";
        stream.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    // endregion

    private void receive(Socket socket, PrintStream out) throws IOException {
        HttpLines lines =
                new HttpLines(
                        new BufferedInputStream(socket.getInputStream()),
                        line -> out.println("< " + line));
        StartLine.StatusLine status;
        HttpFields fields;
        do { // a status of 1xx says: wait, the answer follows
            status = StartLine.StatusLine.parse(lines.must(HttpStatus.BAD_REQUEST));
            fields = HttpFields.read(lines);
        } while (status.code() < 200);
        HttpBody framing = HttpBody.ofResponse(request.method(), status.code(), fields);
        byte[] body = framing.read(lines, LONGEST_BODY);
        show(framing, new String(body, StandardCharsets.UTF_8), body.length, out);
    }

    private static void show(HttpBody framing, String text, int bytes, PrintStream out) {
        out.println(
                switch (framing) {
                    case HttpBody.None() -> "No body";
                    case HttpBody.Length _ -> "Body, " + bytes + " bytes as Content-Length says:";
                    case HttpBody.Chunked() -> "Body, " + bytes + " bytes in chunks:";
                    case HttpBody.UntilClose() -> "Body, " + bytes + " bytes until the close:";
                });
        text.lines().limit(LINES_SHOWN).map(SafeText::of).forEach(out::println);
        if (text.lines().skip(LINES_SHOWN).findAny().isPresent()) {
            out.println("... (" + text.lines().count() + " lines)");
        }
    }

    private Failure failure(IOException thrown, boolean over, Duration limit) {
        String end = Endpoint.of(server);
        if (over) {
            String line = "No whole answer from %s within %d ms. Does an HTTP server listen there?";
            return Failure.environment(line.formatted(end, limit.toMillis()));
        }
        String line =
                thrown instanceof BadHttp
                        ? "The answer of %s is not good HTTP: %s. Is it an HTTP server?"
                        : "The connection to %s broke off (%s). Look at the server's lines.";
        return Failure.environment(line.formatted(end, thrown.getMessage()));
    }
}
