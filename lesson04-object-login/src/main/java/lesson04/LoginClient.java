package lesson04;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Asks for account and password, sends them as a [User], and says what the server has answered.
///
/// See the Java Object Serialization Specification, chapter 2, and [java.io.ObjectOutputStream].
public final class LoginClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: LoginClient [host] [port]
                    Asks for account and password, logs in, says "login ok" or "login failed".
                    Defaults: localhost 8888. Exit status: 0 login ok, 1 login failed.
                    Example: ./course run lesson04 LoginClient localhost 8888
                    """,
                    2);

    private LoginClient() {}

    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 login ok, 1 login failed, 2 wrong arguments or
    /// nothing typed, 3 no answer.
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    String host = arguments.text(0, "host", "localhost");
                    int port = arguments.port(1, 1);
                    User user = Prompt.ask(in, out); // first: no server waits while somebody types
                    boolean ok = ask(new InetSocketAddress(host, port), user);
                    out.println(ok ? "login ok" : "login failed");
                    return ok ? Program.DONE : Program.CHECKS_FAILED;
                });
    }

    private static boolean ask(InetSocketAddress server, User user) throws Failure {
        try {
            return logIn(server, user, ANSWER_LIMIT);
        } catch (EOFException _) {
            throw noAnswer(server, "it hung up without an answer. Look at the server's lines.");
        } catch (SocketTimeoutException _) {
            throw noAnswer(server, "nothing came within the time limit. Is it busy?");
        } catch (IOException e) {
            throw noAnswer(server, "the connection broke (" + e.getMessage() + ").");
        }
    }

    // region login
    /// Sends the user and waits for the answer, a boolean.
    ///
    /// @throws EOFException if the server hangs up without an answer
    /// @throws SocketTimeoutException if no answer comes within the limit
    static boolean logIn(InetSocketAddress server, User user, Duration limit)
            throws Failure, IOException {
        try (Socket socket = connect(server);
                ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
                DataInputStream answer = new DataInputStream(socket.getInputStream())) {
            socket.setSoTimeout((int) limit.toMillis());
            out.writeObject(user);
            out.flush(); // what the stream has kept back so far would leave at close, too late
            return answer.readBoolean();
        }
    }

    // endregion

    private static Socket connect(InetSocketAddress server) throws Failure, IOException {
        if (server.isUnresolved()) {
            throw cannotConnect(server, "no such host is known. This machine is localhost.");
        }
        Socket socket = new Socket();
        try {
            socket.connect(server, (int) CONNECT_LIMIT.toMillis());
            return socket;
        } catch (IOException e) {
            socket.close();
            String why = "%s. Start the server first, in another terminal, with this port.";
            throw cannotConnect(server, why.formatted(e.getMessage()));
        }
    }

    private static Failure cannotConnect(InetSocketAddress server, String why) {
        String end = SafeText.of(Endpoint.of(server));
        return Failure.environment("Cannot connect to " + end + ": " + why);
    }

    private static Failure noAnswer(InetSocketAddress server, String why) {
        return Failure.environment("No answer from " + Endpoint.of(server) + ": " + why);
    }
}
