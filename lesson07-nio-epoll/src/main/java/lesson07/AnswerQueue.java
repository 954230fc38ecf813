package lesson07;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/// What is still to be sent to one client of an [EventLoop], as large as it may be. It goes in
/// pieces, the next one when the client has taken the one before: so a client that reads slowly
/// costs one piece of memory, however large the whole is.
final class AnswerQueue {

    private static final int PIECE = 65_536;

    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();

    /// Adds to the end. The bytes are not copied: they must not change.
    void add(Collection<ByteBuffer> buffers) {
        waiting.addAll(buffers);
    }

    // region pump
    /// Sends as much as the client takes now. To be called again when it has taken that: in
    /// [Handler#drained].
    ///
    /// @return whether all is gone
    boolean pump(Connection client) throws IOException {
        while (!client.isPending() && !waiting.isEmpty()) {
            ByteBuffer next = waiting.element();
            int length = Math.min(PIECE, next.remaining());
            client.send(next.slice(next.position(), length));
            next.position(next.position() + length);
            if (!next.hasRemaining()) {
                waiting.remove();
            }
        }
        return waiting.isEmpty() && !client.isPending();
    }
    // endregion
}
