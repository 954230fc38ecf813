package lesson05.exercise;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// A client sends one line and gets one line. The line has to be whole within a time limit in all,
/// however many reads it takes.
public final class LineService {

    /// The answer to a client whose line is not whole in time.
    public static final String TOO_SLOW = "too slow: the line was not whole in time\n";

    /// The answer to a client whose line is too long.
    public static final String TOO_LONG = "too long\n";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Duration limit;
    private final int mostBytes;
    private final LongSupplier nanoTime;
    private final UnaryOperator<String> answer;

    /// @param limit from the call of [#serve] until the line is whole, in all
    /// @param mostBytes how many bytes may stand before the line feed
    /// @param nanoTime what time it is; `System::nanoTime` in a real server
    /// @param answer makes the answer to a line, without a line end
    public LineService(
            Duration limit, int mostBytes, LongSupplier nanoTime, UnaryOperator<String> answer) {
        this.limit = limit;
        this.mostBytes = mostBytes;
        this.nanoTime = nanoTime;
        this.answer = answer;
    }

    /// Reads one line, sends one line. Blocks until then, but not longer than the limit. The caller
    /// closes the socket.
    ///
    /// @throws IOException when the connection breaks
    public void serve(Socket client) throws IOException {
        String reply;
        try {
            reply = replyTo(client);
        } catch (SocketTimeoutException _) {
            reply = TOO_SLOW;
        }
        client.getOutputStream().write(reply.getBytes(StandardCharsets.UTF_8));
    }

    private String replyTo(Socket client) throws IOException {
        long start = nanoTime.getAsLong();
        InputStream in = new BufferedInputStream(client.getInputStream());
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            allowWhatIsLeft(client, start);
            int next = in.read();
            if (next == -1) {
                return "";
            }
            if (next == '\n') {
                return answer.apply(textOf(line)) + "\n";
            }
            if (line.size() == mostBytes) {
                return TOO_LONG;
            }
            line.write(next);
        }
    }

    private void allowWhatIsLeft(Socket client, long start) throws IOException {
        long left = limit.toNanos() - (nanoTime.getAsLong() - start);
        if (left < 0) {
            throw new SocketTimeoutException("the time for the line is over");
        }
        client.setSoTimeout((int) (left / NANOS_PER_MILLI));
    }

    private static String textOf(ByteArrayOutputStream line) {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
