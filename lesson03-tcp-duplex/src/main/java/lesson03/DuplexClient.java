package lesson03;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UTFDataFormatException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Asks a server one question over TCP and prints the answer.
///
/// Question and answer are one frame each of [java.io.DataOutput#writeUTF(String)]. The client
/// writes first, then reads.
public final class DuplexClient {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: DuplexClient [host] [port] [question]
                    Connects, sends the question, prints the answer.
                    Defaults: localhost 8888 你好. A question has at most 65535 bytes.
                    Example: ./course run lesson03 DuplexClient localhost 8888 你好
                    """,
                    3);

    private DuplexClient() {}

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
                    String question = arguments.text(2, "question", "你好");
                    return ask(
                            Connector.serverOf(arguments), question, DuplexServer.READ_LIMIT, out);
                });
    }

    /// Asks, and blocks until the answer is there, or nothing has come for the time of the limit.
    static int ask(InetSocketAddress server, String question, Duration readLimit, PrintStream out)
            throws Failure, IOException {
        try (Socket socket = Connector.connect(server)) {
            out.println(Connector.ends(socket));
            try {
                ask(socket, question, readLimit, out);
                return Program.DONE;
            } catch (IOException e) {
                String line = "No answer from %s: %s. Look at the server's lines.";
                throw Failure.environment(line.formatted(Endpoint.of(server), BadInput.inWords(e)));
            }
        }
    }

    // region ask
    /// First writes, then reads: the server does it the other way round.
    private static void ask(Socket socket, String question, Duration readLimit, PrintStream out)
            throws Failure, IOException {
        socket.setSoTimeout((int) readLimit.toMillis());
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        send(question, new DataOutputStream(socket.getOutputStream()));
        out.println("Asked: " + SafeText.of(question));
        out.println("Answer: " + SafeText.of(in.readUTF()));
    }

    // endregion

    private static void send(String question, DataOutputStream frames) throws Failure, IOException {
        try {
            frames.writeUTF(question);
        } catch (UTFDataFormatException _) { // thrown before the first byte is written
            throw Failure.usage(
                    "The question has more than 65535 bytes, and one frame carries no more:"
                            + " nothing was sent. Ask a shorter one.");
        }
    }
}
