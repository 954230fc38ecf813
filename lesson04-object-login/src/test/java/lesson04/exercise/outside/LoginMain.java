package lesson04.exercise.outside;

import course.testkit.Launcher;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import lesson04.exercise.Credentials;
import lesson04.exercise.Login;

/// `serve`, a name and its password: serves logins, with three tries. Else the first argument is
/// the port of the test; a client logs in there, with a name and two passwords, and then tells the
/// result as a name.
final class LoginMain {

    static final int TRIES = 3;
    private static final int MILLIS = 30_000;

    private LoginMain() {}

    public static void main(String[] arguments) {
        if (arguments[0].equals("serve")) {
            Map<String, String> passwords = Map.of(arguments[1], arguments[2]);
            Launcher.serveEach(client -> {
                client.setSoTimeout(MILLIS);
                Login.serve(client, passwords, TRIES);
            });
        } else {
            Launcher.start(() -> logIn(arguments));
        }
    }

    private static void logIn(String[] arguments) throws Exception {
        InetSocketAddress test =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        boolean right =
                Login.logIn(
                        test,
                        List.of(
                                new Credentials(arguments[1], arguments[2]),
                                new Credentials(arguments[1], arguments[3]),
                                new Credentials(arguments[1], "one too many")));
        Login.logIn(test, List.of(new Credentials("the result", Boolean.toString(right))));
    }
}
