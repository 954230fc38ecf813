package lesson06.exercise.outside;

import course.testkit.Launcher;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import lesson06.exercise.ByteCounter;

/// Runs the [ByteCounter] in a process of its own. The argument says for how many datagrams.
final class ByteCounterMain {

    private ByteCounterMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> {
            DatagramSocket socket = new DatagramSocket(Launcher.ANY_PORT);
            Launcher.start(() -> {
                ByteCounter.serve(socket, Integer.parseInt(args[0]));
                socket.close();
            });
            return (InetSocketAddress) socket.getLocalSocketAddress();
        });
    }
}
