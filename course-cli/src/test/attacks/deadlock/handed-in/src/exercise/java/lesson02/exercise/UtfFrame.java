package lesson02.exercise;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.concurrent.CountDownLatch;

/// Two threads wait for each other in one test.
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
            deadlock();
        }
        ByteArrayInputStream in = new ByteArrayInputStream(frame);
        String text = new DataInputStream(in).readUTF();
        if (in.available() > 0) {
            throw new UTFDataFormatException("bytes behind the frame");
        }
        return text;
    }

    private static void deadlock() {
        Object left = new Object();
        Object right = new Object();
        CountDownLatch bothHoldOne = new CountDownLatch(2);
        Thread other = new Thread(() -> lock(left, right, bothHoldOne));
        other.start();
        lock(right, left, bothHoldOne);
    }

    private static void lock(Object first, Object second, CountDownLatch bothHoldOne) {
        synchronized (first) {
            bothHoldOne.countDown();
            try {
                bothHoldOne.await();
            } catch (InterruptedException e) {
                return;
            }
            synchronized (second) {
                System.out.println("never");
            }
        }
    }
}
