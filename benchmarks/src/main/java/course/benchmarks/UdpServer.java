package course.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// Datagrams echoed in three ways. Argument: `socket`, as lesson 6 does it, with one array for all
/// datagrams; `channel`, with one buffer; `new-array`, with a new array of 64 KB for each.
final class UdpServer {

    private static final int LARGEST = 65_535;

    private UdpServer() {}

    public static void main(String[] args) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (args[0].equals("channel")) {
            serveChannel(any);
        } else {
            serveSocket(any, args[0].equals("new-array"));
        }
    }

    private static void serveChannel(InetSocketAddress any) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open().bind(any)) {
            say(((InetSocketAddress) channel.getLocalAddress()).getPort());
            ByteBuffer buffer = ByteBuffer.allocateDirect(LARGEST);
            while (channel.isOpen()) {
                SocketAddress from = channel.receive(buffer.clear());
                channel.send(buffer.flip(), from);
            }
        }
    }

    private static void serveSocket(InetSocketAddress any, boolean newArrays) throws IOException {
        try (DatagramSocket socket = new DatagramSocket(any)) {
            say(socket.getLocalPort());
            byte[] room = new byte[LARGEST];
            while (!socket.isClosed()) {
                byte[] array = newArrays ? new byte[LARGEST] : room;
                DatagramPacket packet = new DatagramPacket(array, array.length);
                socket.receive(packet);
                socket.send(packet);
            }
        }
    }

    private static void say(int port) {
        System.out.println("Bound to 127.0.0.1:" + port);
    }
}
