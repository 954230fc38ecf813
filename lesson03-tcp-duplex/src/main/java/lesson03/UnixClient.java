package lesson03;

import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Sends lines over a UNIX-domain socket and prints the answer to each.
public final class UnixClient {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: UnixClient [path] [line...]
                    Connects to the socket at that path, sends each line, prints the answers.
                    Defaults: lesson03.sock 你好
                    Example: ./course run lesson03 UnixClient lesson03.sock 你好
                    """,
                    Integer.MAX_VALUE);

    private UnixClient() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no connection or no
    /// answer.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    List<String> lines = arguments.texts(1, "你好");
                    return ask(UnixPath.of(arguments), lines, UnixServer.LIMIT, out);
                });
    }

    /// Asks line by line. The limit is for all of it.
    static int ask(Path path, List<String> lines, Duration limit, PrintStream out)
            throws Failure, IOException {
        String shown = SafeText.of(path.toString());
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Deadline deadline = new Deadline(limit, channel)) {
            connect(channel, path, shown);
            out.println("Connected to " + shown);
            try {
                ask(channel, lines, out);
                return Program.DONE;
            } catch (IOException e) {
                String why = deadline.met() ? BadInput.inWords(e) : "the time is over";
                String line = "The talk with %s broke off (%s). Look at the server's lines.";
                throw Failure.environment(line.formatted(shown, why));
            }
        }
    }

    private static void connect(SocketChannel channel, Path path, String shown) throws Failure {
        try {
            channel.connect(UnixDomainSocketAddress.of(path)); // waits if the queue is full
        } catch (AsynchronousCloseException _) {
            throw Failure.environment(
                    "Cannot connect to " + shown + ": its server has not accepted in time.");
        } catch (IOException e) {
            String line = "Cannot connect to %s: %s. Start the server first, with this path.";
            throw Failure.environment(line.formatted(shown, e.getMessage()));
        }
    }

    private static void ask(SocketChannel channel, List<String> lines, PrintStream out)
            throws IOException {
        LineReader answers = new LineReader(Channels.newInputStream(channel));
        for (String line : lines) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String answer = answers.next().orElseThrow(EOFException::new);
            out.println("Answer: " + SafeText.of(answer));
        }
    }
}
