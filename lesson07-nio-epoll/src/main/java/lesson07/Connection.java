package lesson07;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// One client of an [EventLoop]. All methods are for the loop's thread.
///
/// While nothing waits to be sent, a connection has no buffer. While something waits, it does not
/// read: so a client that sends and never reads can make it hold what came from one read, and no
/// more.
public final class Connection implements Attached {

    /// How many bytes may wait to be sent. A handler that has more sends the next piece in
    /// [Handler#drained].
    public static final int MOST_PENDING = 1 << 20;

    private static final int MOST_UNREAD_BYTES = 65_536;

    private final EventLoop loop;
    private final SocketChannel channel;
    private final Handler handler;
    private final Visit visit;
    private final Outbox outbox;
    private SelectionKey key;
    private boolean inputEnded;
    private boolean ending;
    private boolean outputEnded;
    private int unread;
    private boolean moved;
    private int ticksWithoutMove;

    Connection(EventLoop loop, SocketChannel channel, Handler handler, Visit visit) {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
        this.visit = visit;
        outbox = new Outbox(channel);
    }

    /// Lets the loop look after the channel. If that fails, the channel is closed.
    void begin() {
        try {
            if (loop.isClosing()) {
                throw new IOException("the loop closes");
            }
            key = loop.register(channel, SelectionKey.OP_READ, this);
        } catch (IOException | RuntimeException | Error e) {
            failed(e);
        }
    }

    /// The visitor's number, counted from 1.
    public int number() {
        return visit.number();
    }

    // region ready
    /// A connection waits for one thing at a time: to write the rest, or else to read.
    @Override
    public void ready() throws IOException {
        moved = true;
        if (!channel.isOpen()) {
            return; // closed a moment ago, by another client's event
        }
        if (!outbox.isEmpty()) {
            flush();
        } else if (outputEnded) {
            discard();
        } else {
            read();
        }
    }

    private void read() throws IOException {
        ByteBuffer bytes = loop.buffer();
        if (channel.read(bytes) < 0) {
            inputEnded = true;
            waitForWhatIsNext();
            handler.ended(this);
        } else {
            handler.received(bytes.flip(), this);
            if (bytes.hasRemaining() && !ending) {
                throw new IllegalStateException("the handler has left bytes in the buffer");
            }
        }
    }

    // endregion

    // region send
    /// Sends bytes, takes all of them from the buffer, and does not wait. Most of the time the
    /// kernel takes them at once. What it does not take is copied, and goes when the client has
    /// read.
    ///
    /// @throws IllegalStateException after [#end()], and if more than [#MOST_PENDING] would wait
    public void send(ByteBuffer bytes) throws IOException {
        if (ending || bytes.remaining() > MOST_PENDING - outbox.size()) {
            throw new IllegalStateException(ending ? "sent after the end" : "too much is pending");
        }
        outbox.send(bytes);
        if (!outbox.isEmpty()) {
            waitForWhatIsNext();
        }
    }

    /// The kernel told that there is room again.
    private void flush() throws IOException {
        outbox.flush();
        if (outbox.isEmpty()) {
            waitForWhatIsNext();
            if (ending) {
                finish();
            } else {
                handler.drained(this);
            }
        }
    }

    /// Interested in writing only while something is pending: a socket is nearly always ready to be
    /// written to. And not in reading meanwhile: that is the back-pressure.
    private void waitForWhatIsNext() {
        int reading = inputEnded ? 0 : SelectionKey.OP_READ;
        key.interestOps(outbox.isEmpty() ? reading : SelectionKey.OP_WRITE);
    }

    // endregion

    /// Whether something that was sent still waits for the client. A handler that has more to say
    /// keeps it until [Handler#drained].
    public boolean isPending() {
        return !outbox.isEmpty();
    }

    /// Nothing more will be sent. What is pending still goes; then the own stream ends; then, when
    /// the client's has ended too, the connection closes.
    public void end() throws IOException {
        if (!ending) {
            ending = true;
            if (outbox.isEmpty()) {
                finish();
            }
        }
    }

    /// A close with unread bytes would send a reset, which may overtake the last bytes. So unread
    /// bytes are read, if they are not too many.
    private void finish() throws IOException {
        if (inputEnded) {
            leave(loop.isClosing() ? Visit.SENT_AWAY : "has left");
        } else {
            channel.shutdownOutput();
            outputEnded = true;
        }
    }

    private void discard() throws IOException {
        int count = channel.read(loop.buffer());
        unread += Math.max(count, 0);
        if (count < 0 || unread > MOST_UNREAD_BYTES) {
            leave(loop.isClosing() ? Visit.SENT_AWAY : "has left");
        }
    }

    /// Called now and then, always after the same time. Cuts the connection off when nothing has
    /// moved since the last `limit` calls. While the own stream has ended, moving does not count.
    void tick(int limit) {
        ticksWithoutMove = moved && !outputEnded ? 0 : ticksWithoutMove + 1;
        moved = false;
        if (ticksWithoutMove > limit) {
            leave("is cut off: nothing moved within the time limit");
        }
    }

    @Override
    public void failed(Throwable thrown) {
        if (thrown instanceof IOException) {
            leave(loop.isClosing() ? Visit.SENT_AWAY : "has broken off");
        } else {
            visit.note("has met a bug of this server: " + thrown.getClass().getName());
            leave("is lost");
        }
    }

    @Override
    public void endSoon() {
        try {
            end();
        } catch (IOException e) {
            failed(e);
        }
    }

    @Override
    public void closeNow() {
        leave(Visit.SENT_AWAY);
    }

    /// Says how it ended, then closes: a client that sees the end knows that the line is there.
    private void leave(String how) {
        if (channel.isOpen()) {
            outbox.clear();
            visit.ends(how);
            try {
                channel.close();
            } catch (IOException e) {
                visit.note("could not be closed: " + e.getClass().getName());
            }
            visit.gone();
        }
    }
}
