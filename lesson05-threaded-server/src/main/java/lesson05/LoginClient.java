package lesson05;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Logs in with what is typed: a line with the account, a line with the password. (Lesson 4's
/// client hides what is typed; this one does not.)
public final class LoginClient {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int LONGEST_LINE = 1_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: LoginClient [host] [port]
                    Reads account and password, one line each, and logs in.
                    Defaults: localhost 8888. Exit status: 0 login ok, 1 login failed.
                    Example: ./course run lesson05 LoginClient localhost 8888
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
                    InetSocketAddress server = new InetSocketAddress(host, arguments.port(1, 1));
                    boolean ok = ask(server, user(in));
                    out.println(ok ? "login ok" : "login failed");
                    return ok ? Program.DONE : Program.CHECKS_FAILED;
                });
    }

    private static User user(InputStream in) throws Failure, IOException {
        Reader typed = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            return new User(line(typed), line(typed));
        } catch (IllegalArgumentException _) {
            String line = "An account has 1 to %d characters, a password has at most %d.";
            throw Failure.usage(line.formatted(User.LONGEST_NAME, User.LONGEST_PASSWORD));
        }
    }

    private static String line(Reader typed) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = typed.read();
        while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) next);
            next = typed.read();
        }
        return line.toString().replaceFirst("\r$", "");
    }

    private static boolean ask(InetSocketAddress server, User user) throws Failure {
        try {
            return logIn(server, user, LIMIT);
        } catch (EOFException _) {
            throw noAnswer(server, "it hung up. Look at the server's lines");
        } catch (IOException e) {
            String why = e.getMessage() == null ? "no such host" : e.getMessage();
            throw noAnswer(server, why + ". Is a server there, and does it speak login?");
        }
    }

    /// Sends the user and waits for the answer.
    ///
    /// @throws EOFException if the server hangs up without an answer
    static boolean logIn(InetSocketAddress server, User user, Duration limit) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) limit.toMillis());
            socket.setSoTimeout((int) limit.toMillis());
            ObjectOutputStream out = new ObjectOutputStream(socket.getOutputStream());
            out.writeObject(user);
            out.flush();
            int answer = socket.getInputStream().read();
            if (answer < 0) {
                throw new EOFException("no answer");
            }
            return answer == 1;
        }
    }

    private static Failure noAnswer(InetSocketAddress server, String why) {
        String end = SafeText.of(Endpoint.of(server));
        return Failure.environment("No answer from " + end + ": " + why);
    }
}
