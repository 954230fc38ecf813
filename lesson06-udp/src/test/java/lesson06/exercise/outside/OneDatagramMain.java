package lesson06.exercise.outside;

import course.testkit.Launcher;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import lesson06.exercise.OneDatagram;

/// Receives texts, and sends each of them to the test. The argument is the test's port.
final class OneDatagramMain {

    private OneDatagramMain() {}

    public static void main(String[] args) {
        InetSocketAddress test =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        Launcher.serve(() -> {
            DatagramSocket socket = new DatagramSocket(Launcher.ANY_PORT);
            Launcher.start(() -> {
                while (true) {
                    OneDatagram.send(test, OneDatagram.receive(socket));
                }
            });
            return (InetSocketAddress) socket.getLocalSocketAddress();
        });
    }
}
