package course.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Sockets to one UDP server, each with one datagram on its way. On loopback, with so few on their
/// way, none is lost: the buffers have room for all of them.
final class DatagramLoad implements AutoCloseable {

    private static final int STALL_MILLIS = 5_000;

    private final Pattern pattern;
    private final int[] sockets;
    private final long[] messages;
    private final int epoll;
    private final MemorySegment buffer;
    private final MemorySegment events;
    private long echoes;

    DatagramLoad(int port, int count, Pattern pattern) throws IOException {
        this.pattern = pattern;
        sockets = new int[count];
        messages = new long[count];
        buffer = Arena.global().allocate(pattern.size() + 1L);
        events = Arena.global().allocate((long) count * Kernel.EVENT_BYTES);
        epoll = Kernel.newEpoll();
        for (int i = 0; i < count; i++) {
            sockets[i] = Kernel.connectDatagram(port);
            Kernel.watch(epoll, sockets[i], i);
        }
    }

    /// Echoes for so long, then waits for the answers that are on their way.
    long run(long nanos) throws IOException {
        long before = echoes;
        long end = System.nanoTime() + nanos;
        for (int i = 0; i < sockets.length; i++) {
            pattern.send(sockets[i], i, messages[i]);
        }
        int underWay = sockets.length;
        while (underWay > 0) {
            boolean goOn = System.nanoTime() < end;
            int ready = Kernel.await(epoll, events, STALL_MILLIS);
            if (ready == 0) {
                throw new IOException("no datagram for 5 seconds, " + underWay + " are missing");
            }
            for (int i = 0; i < ready; i++) {
                underWay -= take(Kernel.number(events, i), goOn);
            }
        }
        return echoes - before;
    }

    private int take(int socket, boolean goOn) throws IOException {
        long count = Kernel.receive(sockets[socket], buffer);
        if (count != pattern.size()) {
            throw new IOException("a datagram of " + count + " bytes came back");
        }
        pattern.verify(buffer, count, socket, messages[socket], 0);
        messages[socket]++;
        echoes++;
        if (goOn) {
            pattern.send(sockets[socket], socket, messages[socket]);
            return 0;
        }
        return 1;
    }

    @Override
    public void close() throws IOException {
        for (int fd : sockets) {
            Kernel.close(fd);
        }
        Kernel.close(epoll);
    }
}
