package lesson07.exercise.outside;

import course.testkit.Launcher;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import lesson07.exercise.LengthServer;

/// Runs the [LengthServer] in a process of its own.
final class LengthServerMain {

    private LengthServerMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> {
            Selector selector = Selector.open();
            ServerSocketChannel listener = ServerSocketChannel.open().bind(Launcher.ANY_PORT);
            Launcher.start(() -> LengthServer.run(selector, listener));
            return (InetSocketAddress) listener.getLocalAddress();
        });
    }
}
