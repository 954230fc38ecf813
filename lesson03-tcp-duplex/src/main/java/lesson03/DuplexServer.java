package lesson03;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers one question over TCP, on the connection on which it came.
///
/// Question and answer are one frame each of [java.io.DataInput#readUTF()]: two length bytes, high
/// byte first, then so many bytes of modified UTF-8. The server reads first, then writes. A client
/// that asks nothing proper costs one line; the server then waits for the next client.
public final class DuplexServer implements AutoCloseable {

    /// How long a client may be silent.
    static final Duration READ_LIMIT = Duration.ofSeconds(30);

    private static final int BACKLOG = 50;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: DuplexServer [port]
                    Waits for a client, reads its question, answers it, and ends.
                    port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                    Example: ./course run lesson03 DuplexServer 8888
                    """,
                    1);

    private final ServerSocket listener;
    private final Duration readLimit;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no such port to be
    /// had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> serve(arguments.port(0, 0), out, err));
    }

    private static int serve(int port, PrintStream out, PrintStream err)
            throws Failure, IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DuplexServer server = new DuplexServer(address, READ_LIMIT)) {
            server.answerOneQuestion(out, err);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        }
    }

    /// Listens from now on; does not block. The caller closes.
    ///
    /// @param address where to listen; port 0 takes any free port
    /// @param readLimit how long a client may be silent
    /// @throws BindException if the port is taken, or not to be had
    DuplexServer(InetSocketAddress address, Duration readLimit) throws IOException {
        this.readLimit = readLimit;
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    /// Where the server listens, with the real port.
    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Blocks until a client has asked a question and the answer is sent.
    void answerOneQuestion(PrintStream out, PrintStream err) throws IOException {
        out.println("Listening on " + Endpoint.of(address()) + ", waiting for a client");
        boolean answered = false;
        while (!answered) {
            try (Socket client = listener.accept()) {
                answered = answer(client, out, err);
            }
        }
    }

    private boolean answer(Socket client, PrintStream out, PrintStream err) {
        String from = Endpoint.of(client.getRemoteSocketAddress());
        try {
            answer(client, from, out);
            return true;
        } catch (IOException e) {
            String line = "%s got no answer: %s. Waiting for the next client";
            err.println(line.formatted(from, BadInput.inWords(e)));
            return false;
        }
    }

    // region answer
    /// First reads, then writes: the client does it the other way round.
    private void answer(Socket client, String from, PrintStream out) throws IOException {
        client.setSoTimeout((int) readLimit.toMillis());
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream frames = new DataOutputStream(client.getOutputStream());
        String question = in.readUTF();
        out.println(from + " asks: " + SafeText.of(question));
        String answer = answerTo(question);
        frames.writeUTF(answer);
        out.println("Answered: " + answer);
    }

    // endregion

    /// 收到 means "received". The answer has a known, small size whatever the question is.
    private static String answerTo(String question) {
        int characters = question.codePointCount(0, question.length());
        int bytes = question.getBytes(StandardCharsets.UTF_8).length;
        return "收到, %d characters, %d bytes in UTF-8".formatted(characters, bytes);
    }

    /// Stops listening. May be called twice.
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
