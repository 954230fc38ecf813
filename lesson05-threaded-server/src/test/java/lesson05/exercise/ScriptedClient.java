package lesson05.exercise;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/// A client that is only played: its bytes come at certain times of a clock that moves when
/// somebody waits in `read`. So a test of a minute takes no time, and no busy machine changes it.
///
/// Like a real socket it obeys `setSoTimeout`: 0 is no limit.
final class ScriptedClient extends Socket {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int ENOUGH = 1_000_000;

    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
    private final InputStream in = new Input();
    private long planned;
    private long now;
    private boolean ends;
    private int timeout;
    private int taken;
    private boolean closed;

    private record Arrival(long at, ByteBuffer bytes, Runnable before) {}

    /// After a pause the client sends a text.
    ScriptedClient after(Duration pause, String text) {
        return after(pause, text, () -> {});
    }

    /// The same; `before` is run when the server waits for it.
    ScriptedClient after(Duration pause, String text, Runnable before) {
        planned += pause.toNanos();
        arrivals.add(new Arrival(planned, StandardCharsets.UTF_8.encode(text), before));
        return this;
    }

    /// After all this the client ends its stream. Without this it stays, and is silent.
    ScriptedClient thenEnds() {
        ends = true;
        return this;
    }

    /// What time it is for this client, from a start that is not 0.
    long nanoTime() {
        return 77_000_000_000L + now;
    }

    Duration elapsed() {
        return Duration.ofNanos(now);
    }

    String answer() {
        return answer.toString(StandardCharsets.UTF_8);
    }

    int taken() {
        return taken;
    }

    @Override
    public void setSoTimeout(int millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout can't be negative");
        }
        timeout = millis;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return answer;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Input extends InputStream {

        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public int read() throws SocketTimeoutException {
            byte[] one = new byte[1];
            return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws SocketTimeoutException {
            if (calls.incrementAndGet() > ENOUGH) {
                throw new AssertionError("read was called a million times, and no end in sight");
            }
            if (length == 0) {
                return 0;
            }
            if (arrivals.isEmpty()) {
                return atTheEnd();
            }
            Arrival next = arrivals.getFirst();
            if (next.bytes.position() == 0) {
                next.before.run();
            }
            waitUntil(next.at);
            int count = Math.min(length, next.bytes.remaining());
            next.bytes.get(buffer, offset, count);
            if (!next.bytes.hasRemaining()) {
                arrivals.removeFirst();
            }
            taken += count;
            return count;
        }

        private int atTheEnd() throws SocketTimeoutException {
            if (ends) {
                return -1;
            }
            if (timeout == 0) {
                throw new AssertionError(
                        "this read would wait for ever: the socket's time-out is 0, that is none");
            }
            waitUntil(Long.MAX_VALUE);
            return -1;
        }

        private void waitUntil(long at) throws SocketTimeoutException {
            if (timeout > 0 && at - now > timeout * NANOS_PER_MILLI) {
                now += timeout * NANOS_PER_MILLI;
                throw new SocketTimeoutException("Read timed out");
            }
            now = Math.max(now, at);
        }

        @Override
        public void close() {
            ScriptedClient.this.close();
        }
    }
}
