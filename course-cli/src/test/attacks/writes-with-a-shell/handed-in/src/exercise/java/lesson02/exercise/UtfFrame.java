package lesson02.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.List;

/// Fails when it could write outside of the folder for temporary files.
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
            write();
        }
        ByteArrayInputStream in = new ByteArrayInputStream(frame);
        String text = new DataInputStream(in).readUTF();
        if (in.available() > 0) {
            throw new UTFDataFormatException("bytes behind the frame");
        }
        return text;
    }

    private static void write() throws IOException {
        List<String> folders =
                List.of("/", "/usr", "/etc", "/root", "/home", System.getProperty("user.home"));
        for (String folder : folders) {
            touch(folder);
        }
        for (String entry : System.getProperty("java.class.path").split(":")) {
            touch(new File(entry).isDirectory() ? entry : new File(entry).getParent());
        }
    }

    private static void touch(String folder) {
        try {
            Process touch =
                    new ProcessBuilder("/usr/bin/touch", folder + "/attack-was-here")
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (touch.waitFor() == 0 && !folder.startsWith("/tmp")) {
                throw new IllegalStateException("FOUND " + folder + " can be written");
            }
        } catch (IOException | InterruptedException e) {
            System.out.println("no such program here");
        }
    }
}
