package lesson07;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/// The door of a server, on an [EventLoop]. No client, no bug and no lack of descriptors closes it:
/// only the loop's end does.
final class Listener implements Attached {

    /// How many connections the kernel keeps until they are accepted. With the default of 50, a
    /// crowd waits a second and longer: the kernel drops what does not fit.
    static final int BACKLOG = 4_096;

    private static final int MOST_AT_ONCE = 64;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final EventLoop loop;
    private final ServerSocketChannel channel;
    private final Consumer<SocketChannel> admit;
    private final Consumer<String> note;
    private final Reserve reserve = new Reserve();
    private final SelectionKey key;
    private boolean full;

    /// Listens from now on; accepts as soon as the loop runs.
    ///
    /// @param admit gets each client, on the loop's thread
    /// @param note gets a line when the descriptors run out, and when there are some again
    Listener(
            EventLoop loop,
            InetSocketAddress address,
            Consumer<SocketChannel> admit,
            Consumer<String> note)
            throws IOException {
        this.loop = loop;
        this.admit = admit;
        this.note = note;
        channel = ServerSocketChannel.open();
        try {
            channel.bind(address, BACKLOG);
            key = loop.register(channel, SelectionKey.OP_ACCEPT, this);
            reserve.take();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Where it listens, with the real port.
    InetSocketAddress address() throws IOException {
        return (InetSocketAddress) channel.getLocalAddress();
    }

    /// Accepts who waits, but not all of a crowd: then it is the clients' turn again.
    @Override
    public void ready() throws IOException {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            SocketChannel client = accept();
            if (client == null) {
                return;
            }
            if (reserve.take()) {
                sayThatThereIsRoom();
                admit(client);
            } else {
                client.close(); // it has the last descriptor, which the next client needs
            }
        }
    }

    // region accept
    /// Null when nobody waits any more, or when nobody can be accepted now.
    private SocketChannel accept() throws IOException {
        try {
            return channel.accept();
        } catch (IOException _) {
            if (!full) {
                full = true;
                note.accept("No descriptor is left: new clients are sent away");
            }
            if (!reserve.isHeld()) {
                pause(); // the client still waits, so the next `select` would return at once
                return null;
            }
            reserve.close(); // with its descriptor the client can be accepted, and sent away
            return accept();
        }
    }

    /// Looks away for a moment. The loop goes on meanwhile: a sleep would stop all clients.
    private void pause() {
        waitFor(0);
        loop.schedule(PAUSE, () -> waitFor(SelectionKey.OP_ACCEPT));
    }

    private void waitFor(int interest) {
        if (key.isValid()) {
            key.interestOps(interest);
        }
    }

    // endregion

    private void admit(SocketChannel client) throws IOException {
        try {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException _) {
            client.close(); // it has reset the connection already
            return;
        }
        try {
            admit.accept(client);
        } catch (RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    private void sayThatThereIsRoom() {
        if (full) {
            full = false;
            note.accept("There are descriptors again: new clients are welcome");
        }
    }

    /// A client could not be let in. The door stays open; the pause keeps an error that comes again
    /// and again from using up the processor.
    @Override
    public void failed(Throwable thrown) {
        note.accept("A client could not be let in: " + thrown.getClass().getName());
        pause();
    }

    @Override
    public void endSoon() {
        closeNow();
    }

    @Override
    public void closeNow() {
        try {
            reserve.close();
            channel.close();
        } catch (IOException e) {
            note.accept("The listener could not be closed: " + e.getClass().getName());
        }
    }
}
