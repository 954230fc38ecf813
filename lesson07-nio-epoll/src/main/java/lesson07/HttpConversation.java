package lesson07;

import java.nio.ByteBuffer;
import java.util.List;

/// One side of a conversation in HTTP: requests come in, answers go out. It knows nothing of
/// sockets, selectors and threads. One object for each connection.
public interface HttpConversation {

    /// Reads requests and answers them. Does not wait for anything.
    ///
    /// @param in what has come and was not taken yet, from position to limit. What is taken is
    ///   behind the position afterwards. What is left comes again, in front of what comes next.
    /// @return what is to be sent, in this order; the buffers are read and not changed
    List<ByteBuffer> answer(ByteBuffer in);

    /// Whether the connection is to be closed when all answers have been sent.
    boolean isDone();
}
