package lesson03.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// A web server for the files of one folder: one request, one answer. See RFC 9112 and RFC 9110.
public final class AnswerCurl {

    private static final int LONGEST_HEAD = 8_192;
    private static final String TEXT = "text/plain; charset=utf-8";

    private final Path folder;

    /// Answers with the files of `folder`, and of the folders in it.
    public AnswerCurl(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// Reads one request from `in` and writes the answer to `out`. Closes neither. A client that
    /// leaves before its head is complete gets no answer.
    ///
    /// @throws IOException when the connection breaks
    public void answer(InputStream in, OutputStream out) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!endsWithEmptyLine(head)) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            head.write(next);
            if (head.size() > LONGEST_HEAD) {
                error(out, "431 Request Header Fields Too Large", "", true);
                return;
            }
        }
        String first = head.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow();
        String[] words = first.split(" ", -1);
        if (words.length != 3 || !words[2].matches("HTTP/1\\.\\d")) {
            error(out, "400 Bad Request", "", true);
        } else {
            answer(words[0], words[1], out);
        }
    }

    private void answer(String method, String target, OutputStream out) throws IOException {
        boolean withBody = !method.equals("HEAD");
        if (withBody && !method.equals("GET")) {
            error(out, "405 Method Not Allowed", "", true);
            return;
        }
        Optional<Path> file;
        try {
            file = fileOf(target);
        } catch (URISyntaxException _) {
            error(out, "400 Bad Request", "", withBody);
            return;
        }
        if (file.isEmpty()) {
            error(out, "404 Not Found", "", withBody);
            return;
        }
        send(out, "200 OK", typeOf(file.get()), "", Files.readAllBytes(file.get()), withBody);
    }

    private Optional<Path> fileOf(String target) throws URISyntaxException {
        String path = new URI(target).getPath();
        if (!target.startsWith("/") || target.startsWith("//")) {
            throw new URISyntaxException(target, "not a path");
        }
        try {
            // normalize takes the ".." out; startsWith of Path compares names, not letters.
            Path file = folder.resolve("." + path).normalize();
            return file.startsWith(folder) && Files.isRegularFile(file)
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException _) { // the char 0, for example
            return Optional.empty();
        }
    }

    private static String typeOf(Path file) {
        String name = file.getFileName().toString();
        if (name.endsWith(".html")) {
            return "text/html; charset=utf-8";
        }
        return name.endsWith(".txt") ? TEXT : "application/octet-stream";
    }

    private static void error(OutputStream out, String status, String field, boolean withBody)
            throws IOException {
        byte[] body = (status + "\n").getBytes(StandardCharsets.UTF_8);
        send(out, status, TEXT, field, body, withBody);
    }

    private static void send(
            OutputStream out,
            String status,
            String type,
            String field,
            byte[] body,
            boolean withBody)
            throws IOException {
        String head =
                "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n"
                        .formatted(status, type, body.length, field);
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (withBody) {
            out.write(body);
        }
        out.flush();
    }

    private static boolean endsWithEmptyLine(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n");
    }

    /// Given: serves a folder (the first argument; else the current one) on port 8888, one client
    /// after the other, so that you can ask with your own curl. Ctrl-C ends it.
    public static void main(String[] args) throws IOException {
        AnswerCurl site = new AnswerCurl(Path.of(args.length > 0 ? args[0] : "."));
        try (ServerSocket listener = new ServerSocket(8888, 5, InetAddress.getLoopbackAddress())) {
            System.out.println("Listening on " + listener.getLocalSocketAddress());
            while (true) {
                try (Socket client = listener.accept()) {
                    client.setSoTimeout(5_000);
                    site.answer(client.getInputStream(), client.getOutputStream());
                } catch (IOException e) {
                    System.out.println("a client broke off: " + e.getMessage());
                }
            }
        }
    }
}
