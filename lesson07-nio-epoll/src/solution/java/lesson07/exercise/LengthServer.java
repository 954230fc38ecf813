package lesson07.exercise;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/// Answers each line with its length in bytes; one thread serves all clients.
public final class LengthServer {

    private static final System.Logger LOG = System.getLogger(LengthServer.class.getName());
    private static final int BUFFER_SIZE = 8 * 1024;

    private LengthServer() {}

    /// What is remembered of one client.
    private static final class Line {
        long length;
    }

    /// Serves clients on the thread that calls it, until another thread closes the selector.
    ///
    /// @throws IOException when the listener cannot be registered, or `select` fails
    public static void run(Selector selector, ServerSocketChannel listener) throws IOException {
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        ByteBuffer buffer =
                ByteBuffer.allocate(BUFFER_SIZE); // one for all: it is empty between two clients
        while (selector.isOpen()) {
            selector.select();
            Iterator<SelectionKey> keys = selector.selectedKeys().iterator();
            while (keys.hasNext()) {
                SelectionKey key = keys.next();
                keys.remove();
                if (key.isAcceptable()) {
                    accept(selector, listener);
                } else {
                    serve(key, buffer);
                }
            }
        }
    }

    private static void accept(Selector selector, ServerSocketChannel listener) {
        try {
            SocketChannel client = listener.accept();
            if (client != null) {
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_READ, new Line());
            }
        } catch (IOException e) {
            // A client that has gone again before it was accepted; the listener is as good as
            // before.
            LOG.log(Level.DEBUG, "accept failed", e);
        }
    }

    /// What goes wrong here ends this connection and no other.
    private static void serve(SelectionKey key, ByteBuffer buffer) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        try {
            buffer.clear();
            if (client.read(buffer) < 0) {
                client.close();
                return;
            }
            ByteBuffer answers = answers(buffer.flip(), (Line) key.attachment());
            client.write(answers);
            if (answers.hasRemaining()) {
                client.close();
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection broke", e);
            client.close();
        }
    }

    private static ByteBuffer answers(ByteBuffer bytes, Line line) {
        StringBuilder answers = new StringBuilder();
        while (bytes.hasRemaining()) {
            if (bytes.get() == '\n') {
                answers.append(line.length).append('\n');
                line.length = 0;
            } else {
                line.length++;
            }
        }
        return StandardCharsets.US_ASCII.encode(answers.toString());
    }
}
