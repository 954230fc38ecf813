package lesson05.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import lesson05.exercise.LineService;

/// Serves each client with a [LineService] that answers `you said: TEXT`. The argument is its time
/// limit, in milliseconds.
final class LineServiceMain {

    static final int MOST_BYTES = 1_000;
    private static final int CLOSE_MILLIS = 200;
    private static final int MOST_UNREAD_BYTES = 4_096;

    private LineServiceMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> {
            Duration limit = Duration.ofMillis(Long.parseLong(args[0]));
            LineService service =
                    new LineService(
                            limit, MOST_BYTES, System::nanoTime, text -> "you said: " + text);
            return Launcher.accept(client -> converse(service, client));
        });
    }

    private static void converse(LineService service, Socket client) throws IOException {
        service.serve(client);
        // Closing with unread bytes would send a reset, and the answer could be lost.
        client.shutdownOutput();
        client.setSoTimeout(CLOSE_MILLIS);
        client.getInputStream().readNBytes(MOST_UNREAD_BYTES);
    }
}
