package lesson05;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

/// One client of a server: its socket, its number, and since when it stands still. One thread reads
/// and writes; any thread may ask and close.
public final class Connection implements Closeable {

    private static final int MOST_UNREAD_BYTES = 65_536;

    private final Socket socket;
    private final int number;
    private final long start = System.nanoTime();
    private volatile long waitingSince = start;
    private volatile boolean cut;

    Connection(Socket socket, int number) {
        this.socket = socket;
        this.number = number;
    }

    /// The visitor's number, counted from 1.
    public int number() {
        return number;
    }

    /// Reads as [java.io.InputStream#read(byte[],int,int)] does; blocks until a byte is there, or
    /// the stream has ended (-1), or the server cuts the connection off.
    public int read(byte[] buffer, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        return socket.getInputStream().read(buffer, offset, length);
    }

    /// Writes all; blocks until the kernel has taken the bytes, or the server cuts the connection
    /// off.
    public void write(byte[] buffer, int offset, int length) throws IOException {
        waitingSince = System.nanoTime();
        socket.getOutputStream().write(buffer, offset, length);
    }

    /// Small answers leave at once (lesson 3: `TCP_NODELAY`).
    void sendAtOnce() throws IOException {
        socket.setTcpNoDelay(true);
    }

    /// Ends the own stream, then waits for the client's end. For a protocol that may stop reading
    /// before the client has stopped writing: a close with unread bytes sends a reset, and a reset
    /// may overtake the answer. Reads 64 KiB at most.
    void finish() throws IOException {
        socket.shutdownOutput();
        byte[] unread = new byte[4_096];
        int left = MOST_UNREAD_BYTES;
        while (left > 0) {
            int count = read(unread, 0, unread.length);
            left = count < 0 ? 0 : left - count;
        }
    }

    /// Closes the connection if it is over its limits. The thread that reads or writes gets an
    /// exception.
    void cutIfOver(Protocol.Limits limits, long now) {
        if (isOver(now - waitingSince, limits.stall()) || isOver(now - start, limits.total())) {
            cut = true;
            close();
        }
    }

    private static boolean isOver(long nanos, Duration limit) {
        return nanos > limit.toNanos();
    }

    boolean isCut() {
        return cut;
    }

    /// Closes the socket; may be called twice, and by any thread.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody can do anything about it, and the caller has other connections to close.
            System.getLogger("lesson05").log(System.Logger.Level.WARNING, "close failed", e);
        }
    }
}
