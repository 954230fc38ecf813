package lesson03.exercise;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// One question to a server, with a limit for everything and a word for every outcome.
public final class Inquiry {

    /// How many bytes an answer may have, without its `\n`.
    public static final int LONGEST = 1_000;

    /// What can come of an inquiry.
    public enum Ending {
        /// A whole line has come.
        ANSWERED,
        /// Nobody listens on that port.
        REFUSED,
        /// `connect` got no answer within its limit.
        NO_ANSWER_TO_CONNECT,
        /// Connected, but not one byte came within the limit for the answer.
        SILENT,
        /// Some bytes came, but no whole line within the limit for the answer.
        TOO_SLOW,
        /// More than [#LONGEST] bytes came without a `\n`.
        TOO_LONG,
        /// The stream ended before a `\n`.
        CLOSED,
        /// The connection was reset, while we sent or while we read.
        RESET
    }

    /// How it ended, and the text that came until then.
    public record Outcome(Ending ending, String text) {}

    private Inquiry() {}

    /// Connects, sends the question and `\n`, and reads a line that ends with `\n`. Closes the
    /// connection in every case.
    ///
    /// @param connectLimit for `connect`
    /// @param answerLimit for the whole answer, counted from the moment when the connection stands
    /// @throws IOException for what is not the server's doing
    public static Outcome ask(
            InetSocketAddress server, String question, Duration connectLimit, Duration answerLimit)
            throws IOException {
        try (Socket socket = new Socket()) {
            try {
                socket.connect(server, millis(connectLimit.toNanos()));
            } catch (SocketTimeoutException _) {
                return new Outcome(Ending.NO_ANSWER_TO_CONNECT, "");
            } catch (ConnectException _) {
                return new Outcome(Ending.REFUSED, "");
            }
            long deadline = System.nanoTime() + answerLimit.toNanos();
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            Ending ending = converse(socket, question, deadline, line);
            return new Outcome(ending, line.toString(StandardCharsets.UTF_8));
        }
    }

    private static Ending converse(
            Socket socket, String question, long deadline, ByteArrayOutputStream line)
            throws IOException {
        try {
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            while (true) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new SocketTimeoutException("the limit for the whole answer is over");
                }
                socket.setSoTimeout(millis(left));
                int next = socket.getInputStream().read();
                if (next < 0) {
                    return Ending.CLOSED;
                }
                if (next == '\n') {
                    return Ending.ANSWERED;
                }
                if (line.size() == LONGEST) {
                    return Ending.TOO_LONG;
                }
                line.write(next);
            }
        } catch (SocketTimeoutException _) {
            return line.size() == 0 ? Ending.SILENT : Ending.TOO_SLOW;
        } catch (SocketException _) {
            return Ending.RESET;
        }
    }

    /// Never 0: that would mean without a limit.
    private static int millis(long nanos) {
        return (int) Duration.ofNanos(nanos).toMillis();
    }
}
