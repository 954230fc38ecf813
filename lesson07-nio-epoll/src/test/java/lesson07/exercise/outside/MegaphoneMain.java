package lesson07.exercise.outside;

import course.testkit.Launcher;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import lesson07.exercise.ChannelLoop;
import lesson07.exercise.Megaphone;

/// A loop with a [Megaphone] for each client, in a process of its own.
final class MegaphoneMain {

    private MegaphoneMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> {
            Selector selector = Selector.open();
            ServerSocketChannel listener = ServerSocketChannel.open().bind(Launcher.ANY_PORT);
            ChannelLoop loop =
                    new ChannelLoop(
                            selector,
                            listener,
                            (key, client) -> new Megaphone(key, client)::ready,
                            ChannelLoop.Timer.none());
            Launcher.start(loop::run);
            return (InetSocketAddress) listener.getLocalAddress();
        });
    }
}
