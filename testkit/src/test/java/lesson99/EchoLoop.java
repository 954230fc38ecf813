package lesson99;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/// An event loop for the tests of its guards: right, or with one fault.
public final class EchoLoop {

    /// What is wrong with it.
    public enum Fault {
        NONE,
        OP_WRITE_ALWAYS_ON,
        END_OF_STREAM_IGNORED,
        RESET_IGNORED,
        NEVER_READS,
        NEVER_ACCEPTS,
        WRITE_LOOP,
        WRITE_LOOP_IN_CONSUMER,
        READ_LOOP,
        LOOP_WITHOUT_CHANNEL,
        KEY_STAYS,
        KEY_STAYS_AND_COUNTS,
        ACCEPT_GIVES_NULL,
        SELECT_NOW,
        SHORT_TIME_OUT,
        WAKEUP,
        INTERRUPTED,
        BLOCKING_CHANNEL,
        CATCHES_EVERYTHING
    }

    private final Selector selector;
    private final Fault fault;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);

    private EchoLoop(Selector selector, Fault fault) {
        this.selector = selector;
        this.fault = fault;
    }

    /// Runs until the selector is closed.
    public static void run(Selector selector, ServerSocketChannel listener, Fault fault)
            throws IOException {
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        EchoLoop loop = new EchoLoop(selector, fault);
        while (selector.isOpen() || fault == Fault.CATCHES_EVERYTHING) {
            try {
                loop.round();
            } catch (RuntimeException e) {
                if (fault != Fault.CATCHES_EVERYTHING) {
                    throw e;
                }
            }
        }
    }

    private void round() throws IOException {
        if (fault == Fault.WRITE_LOOP_IN_CONSUMER) {
            selector.select(this::handle);
            return;
        }
        int count = select();
        if (count == 0 && fault == Fault.KEY_STAYS_AND_COUNTS) {
            return;
        }
        Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
        while (keys.hasNext()) {
            SelectionKey key = keys.next();
            boolean stays =
                    fault == Fault.KEY_STAYS
                            || fault == Fault.KEY_STAYS_AND_COUNTS
                            || fault == Fault.ACCEPT_GIVES_NULL;
            if (!stays) {
                keys.remove();
            }
            if (key.isValid()) {
                handle(key);
            }
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else {
                serve(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int select() throws IOException {
        if (fault == Fault.WAKEUP) {
            selector.wakeup();
        }
        if (fault == Fault.INTERRUPTED) {
            Thread.currentThread().interrupt();
        }
        return switch (fault) {
            case SELECT_NOW -> selector.selectNow();
            case SHORT_TIME_OUT -> selector.select(1) + spend();
            default -> selector.select();
        };
    }

    /// A time-out of 1 ms alone costs too little to be seen; real loops look at all connections
    /// each time.
    private static int spend() {
        long end = System.nanoTime() + 2_000_000;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return 0;
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        if (fault == Fault.NEVER_ACCEPTS) {
            return;
        }
        SocketChannel client = listener.accept();
        if (client == null && fault != Fault.ACCEPT_GIVES_NULL) {
            return;
        }
        client.configureBlocking(false);
        int interest =
                fault == Fault.OP_WRITE_ALWAYS_ON
                        ? SelectionKey.OP_READ | SelectionKey.OP_WRITE
                        : SelectionKey.OP_READ;
        client.register(selector, interest);
    }

    private void serve(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        switch (fault) {
            case NEVER_READS -> {
                return;
            }
            case LOOP_WITHOUT_CHANNEL -> loopForEver();
            case BLOCKING_CHANNEL -> {
                key.cancel();
                selector.selectNow();
                client.configureBlocking(true);
                client.read(buffer);
                client.read(buffer);
            }
            default -> echo(client);
        }
    }

    private void echo(SocketChannel client) throws IOException {
        try {
            buffer.clear();
            int count = client.read(buffer);
            while (fault == Fault.READ_LOOP && count >= 0 && buffer.position() < 100) {
                count = client.read(buffer);
            }
            if (count < 0 && fault != Fault.END_OF_STREAM_IGNORED) {
                client.close();
                return;
            }
            buffer.flip();
            do {
                client.write(buffer);
            } while (writesOn() && buffer.hasRemaining());
        } catch (IOException e) {
            if (fault != Fault.RESET_IGNORED) {
                client.close();
            }
        }
    }

    private boolean writesOn() {
        return fault == Fault.WRITE_LOOP || fault == Fault.WRITE_LOOP_IN_CONSUMER;
    }

    private void loopForEver() {
        long rounds = 0;
        while (rounds >= 0) {
            rounds = (rounds + 1) & Integer.MAX_VALUE;
        }
    }
}
