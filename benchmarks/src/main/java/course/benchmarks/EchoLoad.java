package course.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Connections to one server, each with one message on its way: the answer is verified, then the
/// next one leaves. This is closed load: good for CPU time per echo, useless for latency.
final class EchoLoad implements AutoCloseable {

    private static final int BUFFER = 1 << 18;
    private static final int STALL_MILLIS = 5_000;

    private final Pattern pattern;
    private final int[] connections;
    private final long[] messages;
    private final long[] done;
    private final int epoll;
    private final MemorySegment buffer = Arena.global().allocate(BUFFER);
    private final MemorySegment events;
    private long echoes;

    /// Connects. Blocks.
    EchoLoad(int port, int count, Pattern pattern) throws IOException {
        this.pattern = pattern;
        connections = new int[count];
        messages = new long[count];
        done = new long[count];
        events = Arena.global().allocate((long) count * Kernel.EVENT_BYTES);
        epoll = Kernel.newEpoll();
        for (int i = 0; i < count; i++) {
            connections[i] = Kernel.connect(port, 1 + i % 200);
            Kernel.watch(epoll, connections[i], i);
        }
    }

    /// Echoes for so long, then waits for the answers that are on their way.
    ///
    /// @return how many echoes came
    /// @throws IOException if an echo is wrong, missing for 5 seconds, or the server hangs up
    long run(long nanos) throws IOException {
        long before = echoes;
        long end = System.nanoTime() + nanos;
        for (int i = 0; i < connections.length; i++) {
            pattern.send(connections[i], i, messages[i]);
        }
        int underWay = connections.length;
        while (underWay > 0) {
            boolean goOn = System.nanoTime() < end;
            int ready = Kernel.await(epoll, events, STALL_MILLIS);
            if (ready == 0) {
                throw new IOException("no echo for 5 seconds, " + underWay + " are missing");
            }
            for (int i = 0; i < ready; i++) {
                underWay -= take(Kernel.number(events, i), goOn);
            }
        }
        return echoes - before;
    }

    /// Returns 1 when the connection has its answer and no further message, else 0.
    private int take(int connection, boolean goOn) throws IOException {
        int fd = connections[connection];
        MemorySegment room = buffer.asSlice(0, pattern.size() - done[connection]);
        long count = Kernel.receive(fd, room);
        if (count < 0) {
            throw new IOException("the server has hung up on connection " + connection);
        }
        pattern.verify(buffer, count, connection, messages[connection], done[connection]);
        done[connection] += count;
        if (done[connection] < pattern.size()) {
            return 0;
        }
        done[connection] = 0;
        messages[connection]++;
        echoes++;
        if (goOn) {
            pattern.send(fd, connection, messages[connection]);
            return 0;
        }
        return 1;
    }

    /// Echoes at least so many messages: a JVM is warm after a number of echoes, not after a time.
    void warm(long count) throws IOException {
        long target = echoes + count;
        while (echoes < target) {
            run(50_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        for (int fd : connections) {
            Kernel.close(fd);
        }
        Kernel.close(epoll);
    }
}
