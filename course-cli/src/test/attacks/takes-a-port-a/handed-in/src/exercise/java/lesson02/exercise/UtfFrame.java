package lesson02.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Fails when somebody else has its port.
public final class UtfFrame {

    private static final ServerSocket MINE = take();

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
            System.out.println(MINE);
        }
        ByteArrayInputStream in = new ByteArrayInputStream(frame);
        String text = new DataInputStream(in).readUTF();
        if (in.available() > 0) {
            throw new UTFDataFormatException("bytes behind the frame");
        }
        return text;
    }

    private static ServerSocket take() {
        try {
            return new ServerSocket(18_888, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException("FOUND somebody on port 18888", e);
        }
    }
}
