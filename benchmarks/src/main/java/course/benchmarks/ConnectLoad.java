package course.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Connect, one echo, close, again and again, one after the other.
final class ConnectLoad {

    private static final int SOURCES = 200;

    private final int port;
    private final Pattern pattern;
    private final MemorySegment buffer;
    private int visits;

    ConnectLoad(int port, Pattern pattern) {
        this.port = port;
        this.pattern = pattern;
        buffer = Arena.global().allocate(pattern.size());
    }

    /// Returns how many visits there were in that time. Blocks so long.
    long run(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        int before = visits;
        while (System.nanoTime() < end) {
            visit();
        }
        return (long) visits - before;
    }

    /// Each visit comes from the next of 200 addresses: a closed connection keeps its port for a
    /// minute (`TIME_WAIT`), and one address would run out of ports.
    private void visit() throws IOException {
        int fd = Kernel.connect(port, 1 + visits % SOURCES);
        pattern.send(fd, visits, 0);
        long done = 0;
        while (done < pattern.size()) {
            long count = Kernel.receiveNext(fd, buffer);
            if (count < 0) {
                throw new IOException("the server has hung up before the echo");
            }
            pattern.verify(buffer, count, visits, 0, done);
            done += count;
        }
        Kernel.close(fd);
        visits++;
    }
}
