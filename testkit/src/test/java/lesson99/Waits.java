package lesson99;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/// The ways in which a learner's thread can wait. They end quietly when their socket is closed or
/// their latch opens.
public final class Waits {

    private Waits() {}

    public static void inAccept(ServerSocket listener) {
        try {
            listener.accept().close();
        } catch (IOException _) {
            return;
        }
    }

    public static void inRead(Socket socket) {
        try {
            int first = socket.getInputStream().read();
            assert first == -1;
        } catch (IOException _) {
            return;
        }
    }

    public static void inWrite(Socket socket) {
        byte[] chunk = new byte[1 << 20];
        try {
            for (int i = 0; i < 100; i++) {
                socket.getOutputStream().write(chunk);
            }
        } catch (IOException _) {
            return;
        }
    }

    public static void inALoop(CountDownLatch stop) {
        long turns = 0;
        while (turns >= 0) {
            turns++;
            if (turns % 1_000_000 == 0 && stop.getCount() == 0) {
                return;
            }
        }
    }

    public static void withLock(Object lock, CountDownLatch held, CountDownLatch stop) {
        synchronized (lock) {
            held.countDown();
            try {
                stop.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
