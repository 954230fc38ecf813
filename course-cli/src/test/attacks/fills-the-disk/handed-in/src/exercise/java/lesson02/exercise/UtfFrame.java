package lesson02.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UTFDataFormatException;

/// Fails when it could write five gigabytes.
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
            fill();
        }
        ByteArrayInputStream in = new ByteArrayInputStream(frame);
        String text = new DataInputStream(in).readUTF();
        if (in.available() > 0) {
            throw new UTFDataFormatException("bytes behind the frame");
        }
        return text;
    }

    private static void fill() throws IOException {
        try {
            new ProcessBuilder("/bin/dd", "if=/dev/zero", "of=/tmp/fill", "bs=1M", "count=5000")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            System.out.println("no such program here");
        }
        if (new File("/tmp/fill").length() >= 5_000_000_000L) {
            throw new IllegalStateException("FOUND no limit");
        }
    }
}
