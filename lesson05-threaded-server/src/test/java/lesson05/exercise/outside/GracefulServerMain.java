package lesson05.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import lesson05.TextLines;
import lesson05.exercise.GracefulServer;

/// Opens a [GracefulServer] that echoes lines. Its handler breaks at the line `break`. The argument
/// is the server's limit, in milliseconds.
final class GracefulServerMain {

    static final String BREAK = "break";
    private static final int LONGEST_LINE = 1_000;

    private GracefulServerMain() {}

    public static void main(String[] args) {
        AtomicReference<GracefulServer> server = new AtomicReference<>();
        Duration limit = Duration.ofMillis(Long.parseLong(args[0]));
        Launcher.serve(
                () -> {
                    server.set(
                            new GracefulServer(Launcher.ANY_PORT, limit, GracefulServerMain::echo));
                    return server.get().address();
                },
                () -> server.get().close());
    }

    private static void echo(Socket client) throws IOException {
        TextLines lines = new TextLines(client.getInputStream(), LONGEST_LINE);
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.equals(BREAK)) {
                throw new IllegalStateException("a handler with a bug");
            }
            client.getOutputStream()
                    .write((line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
