package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Sends one question and waits for the answer, but not for ever: both may be lost.
///
/// See [Answerer].
public final class Asker {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Asker [host] [port] [question]
                    Sends one datagram and waits two seconds for the answer.
                    Defaults: localhost 8888 在吗？ A question ends with a question mark.
                    Example: ./course run lesson06 Asker localhost 8888 在吗？
                    """,
                    3);

    private Asker() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 answered, 2 wrong arguments, 3 no answer.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    InetSocketAddress to = arguments.address(0);
                    return ask(to, arguments.text(2, "question", "在吗？"), PATIENCE, out);
                });
    }

    /// Asks once. Blocks until an answer has come, `patience` at most.
    ///
    /// @throws Failure if the text is no question, or no answer comes
    static int ask(InetSocketAddress to, String question, Duration patience, PrintStream out)
            throws Failure, IOException {
        byte[] bytes = payload(question);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(to); // sends nothing: from now on only `to` is heard
            socket.setSoTimeout((int) patience.toMillis());
            socket.send(new DatagramPacket(bytes, bytes.length));
            String here = Endpoint.of(socket.getLocalSocketAddress());
            out.println("Asked " + Endpoint.of(to) + " from " + here);
            DatagramPacket answer = new DatagramPacket(new byte[Payload.ROOM], Payload.ROOM);
            socket.receive(answer);
            String from = Endpoint.of(answer.getSocketAddress());
            out.println(from + " answers " + Payload.inWords(answer));
            return Program.DONE;
        } catch (SocketTimeoutException _) {
            String line =
                    "No answer from %s within %d ms. The question or the answer is lost, or nobody"
                            + " answers there. Ask again.";
            throw Failure.environment(line.formatted(Endpoint.of(to), patience.toMillis()));
        } catch (PortUnreachableException _) {
            String line =
                    "Nobody has port %s: that machine says so (ICMP). Start Answerer first, in"
                            + " another terminal, with this port.";
            throw Failure.environment(line.formatted(Endpoint.of(to)));
        }
    }

    private static byte[] payload(String question) throws Failure {
        if (!Answerer.isQuestion(question)) {
            throw Failure.usage("\"" + SafeText.of(question) + "\" does not end with ? or ？.");
        }
        return Payload.of(question);
    }
}
