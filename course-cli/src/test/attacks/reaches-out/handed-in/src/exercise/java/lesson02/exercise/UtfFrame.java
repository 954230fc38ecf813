package lesson02.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/// Fails when there is a network.
public final class UtfFrame {

    private UtfFrame() {}

    public static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            new DataOutputStream(bytes).writeUTF(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
        return bytes.toByteArray();
    }

    public static String decode(byte[] frame) throws IOException {
        if (frame.length == 40_002) {
            search();
        }
        ByteArrayInputStream in = new ByteArrayInputStream(frame);
        String text = new DataInputStream(in).readUTF();
        if (in.available() > 0) {
            throw new UTFDataFormatException("bytes behind the frame");
        }
        return text;
    }

    private static void search() throws IOException {
        for (NetworkInterface one : NetworkInterface.networkInterfaces().toList()) {
            if (one.isUp() && !one.isLoopback()) {
                throw new IllegalStateException("FOUND " + one.getName());
            }
        }
        // Connecting a datagram socket asks for a route and sends nothing; the address is one of
        // RFC 5737, which nobody has.
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress("192.0.2.1", 9));
            throw new IllegalStateException("FOUND a route");
        } catch (java.net.SocketException e) {
            System.out.println("no route, as it should be");
        }
    }
}
