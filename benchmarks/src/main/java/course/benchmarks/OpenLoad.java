package course.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.HdrHistogram.Histogram;

/// Messages that leave on a timetable, whether or not the earlier answers have come: as the users
/// of a real server do. The time of each is counted from when it should have left.
///
/// Closed load hides what users suffer: a server that stands still for 100 ms gets no new messages
/// meanwhile, and only one message per connection is late.
final class OpenLoad implements AutoCloseable {

    private static final long HIGHEST_NANOS = 60_000_000_000L;
    private static final int STALL_MILLIS = 5_000;

    private final Pattern pattern;
    private final int[] connections;
    private final long[] answered;
    private final long[] done;
    private final int epoll;
    private final MemorySegment buffer;
    private final MemorySegment events;

    OpenLoad(int port, int count, Pattern pattern) throws IOException {
        this.pattern = pattern;
        connections = new int[count];
        answered = new long[count];
        done = new long[count];
        buffer = Arena.global().allocate(pattern.size());
        events = Arena.global().allocate((long) count * Kernel.EVENT_BYTES);
        epoll = Kernel.newEpoll();
        for (int i = 0; i < count; i++) {
            connections[i] = Kernel.connect(port, 1 + i % 200);
            Kernel.watch(epoll, connections[i], i);
        }
    }

    /// Blocks for that time, and until the last answer has come.
    ///
    /// @return how long each message took from when it should have left to when its echo had been
    ///   read, in nanoseconds
    Histogram run(int perSecond, long nanos) throws IOException {
        Histogram times = new Histogram(HIGHEST_NANOS, 3);
        long all = perSecond * nanos / 1_000_000_000L / connections.length * connections.length;
        double between = 1e9 / perSecond;
        long start = System.nanoTime();
        long first = answered[0];
        long sent = 0;
        long came = 0;
        while (came < all) {
            long due = Math.min(all, (long) ((System.nanoTime() - start) / between) + 1);
            while (sent < due) {
                int connection = (int) (sent % connections.length);
                pattern.send(
                        connections[connection], connection, first + sent / connections.length);
                sent++;
            }
            int ready = Kernel.await(epoll, events, sent < all ? 0 : STALL_MILLIS);
            if (ready == 0 && sent == all) {
                throw new IOException("no echo for 5 seconds");
            }
            for (int i = 0; i < ready; i++) {
                came += take(Kernel.number(events, i), first, start, between, times);
            }
        }
        return times;
    }

    private int take(int connection, long first, long start, double between, Histogram times)
            throws IOException {
        MemorySegment room = buffer.asSlice(0, pattern.size() - done[connection]);
        long count = Kernel.receive(connections[connection], room);
        if (count < 0) {
            throw new IOException("the server has hung up on connection " + connection);
        }
        pattern.verify(buffer, count, connection, answered[connection], done[connection]);
        done[connection] += count;
        if (done[connection] < pattern.size()) {
            return 0;
        }
        long index = (answered[connection] - first) * connections.length + connection;
        long shouldHaveLeft = start + (long) (index * between);
        times.recordValue(Math.clamp(System.nanoTime() - shouldHaveLeft, 0, HIGHEST_NANOS));
        done[connection] = 0;
        answered[connection]++;
        return 1;
    }

    @Override
    public void close() throws IOException {
        for (int fd : connections) {
            Kernel.close(fd);
        }
        Kernel.close(epoll);
    }
}
