package course.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;

/// Moves the bytes of one direction of one connection from socket to socket, with one [Fault].
final class Mistreatment {

    /// Long enough for a reader that waits in `read` to take a byte before the next one comes.
    private static final long NANOS_BETWEEN_BYTES = 200_000;

    /// A sender that writes nothing for this long has paused.
    private static final int PAUSE_MILLIS = 50;

    private final Socket from;
    private final Socket to;
    private final InputStream in;
    private final OutputStream out;
    private final Random chance;
    private final byte[] buffer = new byte[8192];

    Mistreatment(Socket from, Socket to, Random chance) throws IOException {
        this.from = from;
        this.to = to;
        this.chance = chance;
        in = from.getInputStream();
        out = to.getOutputStream();
        // Otherwise the kernel holds small writes back to send them together (Nagle's algorithm).
        to.setTcpNoDelay(true);
    }

    /// Relays until the end of the stream, and passes that on.
    ///
    /// @throws IOException if one of the two connections is reset, or shall be
    void relay(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case Fault.None _ -> in.transferTo(out);
            case Fault.OneByteAtATime _ -> oneByteAtATime();
            case Fault.Coalesced _ -> coalesced();
            case Fault.RandomChunks chunks -> randomChunks(chunks.longest());
            case Fault.Delayed delayed -> delayed(delayed.longest().toNanos());
            case Fault.EndAfter end -> endAfter(end.bytes());
            case Fault.ResetAfter reset -> resetAfter(reset.bytes());
        }
        if (!to.isOutputShutdown()) {
            to.shutdownOutput();
        }
    }

    private void oneByteAtATime() throws IOException, InterruptedException {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int i = 0; i < count; i++) {
                out.write(buffer, i, 1);
                pause(NANOS_BETWEEN_BYTES);
            }
        }
    }

    private void coalesced() throws IOException {
        ByteArrayOutputStream held = new ByteArrayOutputStream();
        while (true) {
            // With nothing held there is nothing to hand over, so wait for as long as it takes.
            from.setSoTimeout(held.size() == 0 ? 0 : PAUSE_MILLIS);
            try {
                int count = in.read(buffer);
                if (count < 0) {
                    out.write(held.toByteArray());
                    return;
                }
                held.write(buffer, 0, count);
            } catch (SocketTimeoutException _) {
                out.write(held.toByteArray());
                held.reset();
            }
        }
    }

    private void randomChunks(int longest) throws IOException {
        int left = 1 + chance.nextInt(longest);
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            for (int sent = 0; sent < count; ) {
                int now = Math.min(left, count - sent);
                out.write(buffer, sent, now);
                sent += now;
                left -= now;
                if (left == 0) {
                    left = 1 + chance.nextInt(longest);
                }
            }
        }
    }

    private void delayed(long longestNanos) throws IOException, InterruptedException {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            pause((long) (chance.nextDouble() * longestNanos));
            out.write(buffer, 0, count);
        }
    }

    private void endAfter(long bytes) throws IOException {
        copy(bytes);
        to.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void resetAfter(long bytes) throws IOException {
        if (copy(bytes)) {
            throw new SocketException("reset by this network");
        }
    }

    /// Whether there were so many bytes before the end.
    private boolean copy(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (count < 0) {
                return false;
            }
            out.write(buffer, 0, count);
            left -= count;
        }
        return true;
    }

    private static void pause(long nanos) throws InterruptedException {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
}
