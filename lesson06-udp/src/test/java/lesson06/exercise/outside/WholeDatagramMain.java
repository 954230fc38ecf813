package lesson06.exercise.outside;

import course.testkit.Launcher;
import java.io.ByteArrayOutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import lesson06.exercise.WholeDatagram;
import lesson06.exercise.WholeDatagram.Received;

/// Receives datagrams of 500 bytes at most, and tells the test of each whether it was whole, and
/// what came. The argument is the test's port.
final class WholeDatagramMain {

    static final int MOST = 500;

    private WholeDatagramMain() {}

    public static void main(String[] args) {
        InetSocketAddress test =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        Launcher.serve(() -> {
            DatagramSocket socket = new DatagramSocket(Launcher.ANY_PORT);
            Launcher.start(() -> {
                while (true) {
                    tell(WholeDatagram.receive(socket, MOST), socket, test);
                }
            });
            return (InetSocketAddress) socket.getLocalSocketAddress();
        });
    }

    private static void tell(Received received, DatagramSocket socket, InetSocketAddress test)
            throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        told.write(received.whole() ? 1 : 0);
        told.write(received.bytes());
        socket.send(new DatagramPacket(told.toByteArray(), told.size(), test));
    }
}
