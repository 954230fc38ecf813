package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Answers questions, each to the address that it came from, all through one socket.
///
/// A question is a text that ends with a question mark. The answer is the same text with an
/// exclamation mark. So an answer is never a question, and never longer than one: whoever forges
/// the sender's address can make this program neither talk to another one of its kind for ever, nor
/// send more to a victim than he sends himself.
public final class Answerer implements AutoCloseable {

    private static final int MOST_DATAGRAMS = 1_000_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Answerer [port] [datagrams]
                    Answers a datagram that ends with ? to where it came from: with ! instead.
                    port: 0 to 65535; 0 takes any free port; default 8888. datagrams: default 1.
                    Example: ./course run lesson06 Answerer 8888
                    """,
                    2);

    private final DatagramSocket socket;
    private final PrintStream out;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no such port to be
    /// had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> serve(arguments, out));
    }

    private static int serve(Arguments arguments, PrintStream out) throws Failure, IOException {
        int datagrams = arguments.count(1, "number of datagrams", 1, MOST_DATAGRAMS);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), arguments.port(0, 0));
        try (Answerer answerer = new Answerer(address, out)) {
            answerer.serve(datagrams);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotBind(address, e);
        }
    }

    /// Has the port from now on; does not block. The caller closes.
    ///
    /// @param address port 0 takes any free port
    /// @throws BindException if the port is taken, or not to be had
    public Answerer(InetSocketAddress address, PrintStream out) throws IOException {
        socket = new DatagramSocket(address);
        this.out = out;
    }

    /// Where questions arrive, with the real port.
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Takes so many datagrams, questions or not. Blocks until they have come.
    ///
    /// @throws IOException if the answerer is closed
    void serve(int datagrams) throws IOException {
        out.println("Bound to " + Endpoint.of(address()) + ", waiting for questions");
        byte[] room = new byte[Payload.ROOM];
        for (int count = 0; count < datagrams; count++) {
            DatagramPacket question = new DatagramPacket(room, room.length);
            socket.receive(question);
            reply(question);
        }
    }

    /// Answers to the address and the port from which the question came, and says so on a line.
    void reply(DatagramPacket question) {
        InetSocketAddress asker = (InetSocketAddress) question.getSocketAddress();
        String line = Endpoint.of(asker) + " sent " + Payload.inWords(question);
        Optional<byte[]> answer = Payload.text(question).flatMap(Answerer::answerTo);
        if (answer.isEmpty()) {
            out.println(line + " (no question, no answer)");
            return;
        }
        try {
            // region reply
            socket.send(new DatagramPacket(answer.get(), answer.get().length, asker));
            out.println(line + " (answered)");
            // endregion
        } catch (IOException e) { // the sender chooses its port, and may choose 0
            out.println(line + " (cannot be answered: " + e.getMessage() + ")");
        }
    }

    /// The bytes of the answer, as many as the question has; nothing if the text is no question.
    static Optional<byte[]> answerTo(String text) {
        String question = text.stripTrailing();
        String lineEnd = text.substring(question.length());
        if (!isQuestion(question)) {
            return Optional.empty();
        }
        String mark = question.endsWith("?") ? "!" : "！";
        String answer = question.substring(0, question.length() - 1) + mark + lineEnd;
        return Optional.of(answer.getBytes(StandardCharsets.UTF_8));
    }

    /// Whether the text ends with a question mark, ASCII or Chinese.
    static boolean isQuestion(String text) {
        return text.endsWith("?") || text.endsWith("？");
    }

    /// Gives the port back; a blocked [#serve] ends with an exception. May be called twice.
    @Override
    public void close() {
        socket.close();
    }
}
