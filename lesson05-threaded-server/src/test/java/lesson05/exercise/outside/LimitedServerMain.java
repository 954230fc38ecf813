package lesson05.exercise.outside;

import course.testkit.Launcher;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import lesson05.exercise.LimitedServer;

/// Runs a [LimitedServer] with two places, whose handler echoes.
final class LimitedServerMain {

    static final int PLACES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private LimitedServerMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> {
            LimitedServer server =
                    new LimitedServer(
                            PLACES,
                            PATIENCE,
                            client -> {
                                InputStream in = client.getInputStream();
                                in.transferTo(client.getOutputStream());
                            });
            ServerSocket listener = new ServerSocket();
            listener.bind(Launcher.ANY_PORT, 100);
            Launcher.start(() -> server.serve(listener));
            return (InetSocketAddress) listener.getLocalSocketAddress();
        });
    }
}
