package lesson02.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import lesson02.exercise.StoppableServer;

/// Opens a [StoppableServer], which only receives. What it hands over goes to the test, a line for
/// each text, on a connection of its own. The argument is the port of the test.
final class StoppableServerMain {

    private StoppableServerMain() {}

    public static void main(String[] args) {
        AtomicReference<StoppableServer> server = new AtomicReference<>();
        Launcher.serve(
                () -> {
                    Socket back =
                            new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
                    OutputStream out = back.getOutputStream();
                    server.set(new StoppableServer(Launcher.ANY_PORT, text -> say(text, out)));
                    return server.get().address();
                },
                () -> server.get().close());
    }

    private static void say(String text, OutputStream out) {
        try {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the test has gone", e);
        }
    }
}
