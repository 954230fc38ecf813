package lesson06.exercise;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/// A chat over UDP: one datagram is one line, "bye" or a long silence ends it.
public final class DatagramChat {

    /// The longest line, in bytes of UTF-8.
    public static final int MOST_BYTES = 1_024;

    private static final String BYE = "bye";

    private DatagramChat() {}

    /// How a chat ended.
    public enum End {
        /// "bye" was typed here, or the keyboard came to its end.
        WE_SAID_BYE,
        /// "bye" came from the other side.
        THEY_SAID_BYE,
        /// Nothing came from the other side for too long.
        SILENCE
    }

    /// Where lines are typed: `new BufferedReader(...)::readLine` is one.
    @FunctionalInterface
    public interface Keyboard {
        /// Waits for the next line; null at the end.
        String readLine() throws IOException;
    }

    /// Sends what is typed, shows what comes, and returns when the chat has ended. Closes the
    /// socket.
    ///
    /// @throws IOException when the socket or the keyboard fails
    public static End chat(
            DatagramSocket socket,
            InetSocketAddress other,
            Keyboard keyboard,
            Consumer<String> screen,
            Duration silence)
            throws IOException {
        CompletableFuture<End> end = new CompletableFuture<>();
        try (socket) {
            start("chat hears", end, () -> hear(socket, other, screen, silence));
            start("chat types", end, () -> type(socket, other, keyboard, screen));
            return end.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("the chat was interrupted").initCause(e);
        } catch (ExecutionException e) {
            throw new IOException("the chat broke off", e.getCause());
        }
    }

    /// Whoever comes to an end first ends the chat; the other one is left behind, and its end
    /// changes nothing.
    private static void start(String name, CompletableFuture<End> end, Callable<End> work) {
        Runnable task =
                () -> {
                    try {
                        end.complete(work.call());
                    } catch (Exception e) {
                        end.completeExceptionally(e);
                    }
                };
        Thread.ofPlatform().daemon().name(name).start(task);
    }

    private static End type(
            DatagramSocket socket,
            InetSocketAddress other,
            Keyboard keyboard,
            Consumer<String> screen)
            throws IOException {
        String line;
        do {
            String typed = keyboard.readLine();
            line = typed == null ? BYE : typed;
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > MOST_BYTES) {
                screen.accept(
                        "Not sent: the line has "
                                + bytes.length
                                + " bytes, and at most "
                                + MOST_BYTES
                                + " are allowed.");
            } else {
                socket.send(new DatagramPacket(bytes, bytes.length, other));
            }
        } while (!line.equals(BYE));
        return End.WE_SAID_BYE;
    }

    private static End hear(
            DatagramSocket socket,
            InetSocketAddress other,
            Consumer<String> screen,
            Duration silence)
            throws IOException {
        long lastLine = System.nanoTime();
        while (true) {
            long left = silence.toMillis() - (System.nanoTime() - lastLine) / 1_000_000;
            if (left <= 0) {
                return End.SILENCE;
            }
            // One byte more than a line has: a longer datagram can be told from a line.
            DatagramPacket packet = new DatagramPacket(new byte[MOST_BYTES + 1], MOST_BYTES + 1);
            try {
                // Less each time: a stranger's datagram must not start the limit anew.
                socket.setSoTimeout((int) left);
                socket.receive(packet);
            } catch (SocketTimeoutException _) {
                return End.SILENCE;
            }
            if (packet.getSocketAddress() != null) {
                lastLine = System.nanoTime();
                if (packet.getLength() <= MOST_BYTES && !show(packet, screen)) {
                    return End.THEY_SAID_BYE;
                }
            }
        }
    }

    /// Returns whether the chat goes on.
    private static boolean show(DatagramPacket packet, Consumer<String> screen) {
        String line = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (line.equals(BYE)) {
            return false;
        }
        screen.accept(line);
        return true;
    }
}
