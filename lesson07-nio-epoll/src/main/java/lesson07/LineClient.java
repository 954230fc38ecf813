package lesson07;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Function;

/// One client of a [LineLoop]. All methods are for the loop's thread, and none waits.
///
/// It is read all the time, also while bytes for it wait: in a chat most of what a client gets are
/// not answers to what it has sent. So it keeps no bytes that are to be written. Its [LineHandler]
/// does.
public final class LineClient implements Attached {

    private static final System.Logger LOG = System.getLogger(LineClient.class.getName());
    private static final int MOST_DISCARDED = 1 << 20;

    private final EventLoop loop;
    private final SocketChannel channel;
    private final LineDecoder decoder;
    private LineHandler handler;
    private SelectionKey key;
    private boolean discarding;
    private boolean inputEnded;
    private int discarded;

    LineClient(EventLoop loop, SocketChannel channel, int longestLine) {
        this.loop = loop;
        this.channel = channel;
        decoder = new LineDecoder(longestLine);
    }

    void begin(Function<LineClient, LineHandler> handlers) {
        try {
            key = loop.register(channel, SelectionKey.OP_READ, this);
            handler = handlers.apply(this);
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
    }

    /// Writes what the kernel takes now: all of it, a part, or nothing. The position moves behind
    /// what it has taken.
    ///
    /// @throws IOException when the connection is lost; then the loop calls [LineHandler#lost] soon
    public void write(ByteBuffer bytes) throws IOException {
        channel.write(bytes);
    }

    /// Whether [LineHandler#writable] is to be called when the kernel takes bytes. A socket nearly
    /// always takes bytes: left on without need, this makes the loop spin.
    public void tellWhenWritable(boolean on) {
        if (channel.isOpen()) {
            int ops = key.interestOps() & ~SelectionKey.OP_WRITE;
            key.interestOps(on ? ops | SelectionKey.OP_WRITE : ops);
        }
    }

    /// Ends the own stream. What was written still arrives, because what still comes is read and
    /// thrown away. The connection closes when the client's stream has ended too.
    public void end() throws IOException {
        if (inputEnded) {
            close();
        } else if (channel.isOpen()) {
            channel.shutdownOutput();
            discarding = true;
        }
    }

    /// Closes the connection now. What the client has not got yet may be lost. May be called again.
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }

    /// Runs a task after a while, on the loop's thread.
    public void later(Duration delay, Runnable task) {
        loop.schedule(delay, task);
    }

    Selector selector() {
        return key.selector();
    }

    boolean waitsToWrite() {
        return key.isValid() && (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void ready() throws IOException {
        if (channel.isOpen() && key.isWritable()) {
            handler.writable();
        }
        if (channel.isOpen() && key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        ByteBuffer bytes = loop.buffer();
        int count = channel.read(bytes);
        if (!discarding) {
            tellLines(bytes.flip());
        } else {
            discarded += Math.max(count, 0);
        }
        if (count < 0 && channel.isOpen()) {
            tellEnd();
        } else if (discarded > MOST_DISCARDED) {
            close();
        }
    }

    private void tellLines(ByteBuffer bytes) throws IOException {
        try {
            for (String line = decoder.next(bytes); line != null; line = decoder.next(bytes)) {
                handler.line(line);
                if (discarding || !channel.isOpen()) {
                    return; // the handler has ended the conversation
                }
            }
        } catch (LineDecoder.TooLong _) {
            discarding = true;
            handler.tooLong();
        }
    }

    private void tellEnd() throws IOException {
        inputEnded = true;
        if (channel.socket().isOutputShutdown()) {
            close();
            return;
        }
        key.interestOps(key.interestOps() & ~SelectionKey.OP_READ);
        if (!discarding) {
            String last = decoder.rest();
            if (last != null) {
                handler.line(last);
            }
            handler.ended();
        }
    }

    @Override
    public void failed(Throwable thrown) {
        boolean isBug = !(thrown instanceof IOException);
        LOG.log(isBug ? Level.WARNING : Level.DEBUG, "a client is lost", thrown);
        close();
        if (handler != null) {
            try {
                handler.lost();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.WARNING, "a handler has a bug", e);
            }
        }
    }

    @Override
    public void endSoon() {
        close();
    }

    @Override
    public void closeNow() {
        close();
    }
}
