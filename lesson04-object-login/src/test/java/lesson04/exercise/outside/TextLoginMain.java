package lesson04.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import lesson04.exercise.TextLogin;

/// Serves logins for one account. The arguments are its name and its password.
final class TextLoginMain {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int CLOSE_MILLIS = 200;
    private static final int MOST_UNREAD_BYTES = 4_096;

    private TextLoginMain() {}

    public static void main(String[] account) {
        Launcher.serve(() -> {
            TextLogin login =
                    new TextLogin(
                            (name, password) ->
                                    name.equals(account[0]) && password.equals(account[1]),
                            LIMIT);
            return Launcher.accept(client -> converse(login, client));
        });
    }

    private static void converse(TextLogin login, Socket client) throws IOException {
        login.converse(client);
        // Closing with unread bytes would send a reset, and the answer could be lost.
        client.shutdownOutput();
        client.setSoTimeout(CLOSE_MILLIS);
        client.getInputStream().readNBytes(MOST_UNREAD_BYTES);
    }
}
