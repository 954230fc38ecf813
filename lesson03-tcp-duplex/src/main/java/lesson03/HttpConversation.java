package lesson03;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// What [TinyHttpServer] does on one connection: request, answer, request, answer, until one of the
/// two wants no more. See RFC 9112, 9.3.
final class HttpConversation {

    /// After so many requests it is somebody else's turn.
    static final int MOST_REQUESTS = 100;

    private static final System.Logger LOG = System.getLogger(HttpConversation.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Socket client;
    private final HttpLines in;
    private final OutputStream out;
    private final Consumer<String> log;

    /// @param client stays open; the caller closes it
    /// @param log is told each request with its answer
    HttpConversation(Socket client, Consumer<String> log) throws IOException {
        this.client = client;
        this.log = log;
        in = new HttpLines(new BufferedInputStream(client.getInputStream()), _ -> {});
        out = new BufferedOutputStream(client.getOutputStream());
    }

    /// Blocks until the conversation has ended, `limit` at most for each request.
    ///
    /// @throws IOException if the client is too slow, breaks off, or leaves inside a request
    void hold(Duration limit) throws IOException {
        boolean stays = true;
        for (int left = MOST_REQUESTS - 1; stays; left--) {
            Deadline deadline = new Deadline(limit, client);
            try (deadline) {
                stays = answerNext(left > 0);
            } catch (IOException e) {
                String slow = "no whole request within " + limit.toMillis() + " ms";
                throw deadline.met() ? e : new IOException(slow, e);
            }
        }
    }

    /// Returns whether another request may follow.
    private boolean answerNext(boolean mayStay) throws IOException {
        Optional<StartLine.RequestLine> line;
        try {
            line = HttpRequest.readLine(in);
        } catch (BadHttp e) {
            HttpAnswer refusal = HttpAnswer.error(e.answer(), e.getMessage());
            log.accept(refusal.status() + ", " + e.getMessage());
            send(refusal, true, "close");
            return false;
        }
        // No line: the client has closed between two requests, as it may.
        return line.isPresent() && answer(line.get(), mayStay);
    }

    private boolean answer(StartLine.RequestLine line, boolean mayStay) throws IOException {
        HttpAnswer answer;
        boolean stays = false;
        try {
            HttpRequest request = HttpRequest.readRest(line, in);
            answer = HttpPages.answerTo(request);
            stays = mayStay && request.wantsToStay() && answer.end() != HttpAnswer.End.CLOSE;
        } catch (BadHttp e) {
            // Where the next request begins, nobody knows now: the connection closes.
            answer = HttpAnswer.error(e.answer(), e.getMessage());
        }
        String after = stays ? "stays open" : "closes";
        log.accept(SafeText.of(line.encode()) + " -> " + answer.status() + ", " + after);
        send(answer, !line.isHead(), stays ? line.minor() == 0 ? "keep-alive" : "" : "close");
        return stays;
    }

    private void send(HttpAnswer answer, boolean withBody, String connection) throws IOException {
        answer.send(out, withBody, connection);
        out.flush();
        if (connection.equals("close")) {
            farewell();
        }
    }

    /// Closing while bytes of the client are unread sends a reset, and a reset can destroy an
    /// answer that is still on its way. So: half-close, read until the client closes too, give up
    /// after a second. See RFC 9112, 9.6.
    private void farewell() throws IOException {
        client.shutdownOutput();
        try (Deadline _ = new Deadline(FAREWELL, client)) {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "the client did not close: {0}", e.getMessage());
        }
    }
}
