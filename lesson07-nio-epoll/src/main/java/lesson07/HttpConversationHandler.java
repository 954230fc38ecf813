package lesson07;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/// Connects an [HttpConversation] with a client of an [EventLoop]: keeps what was not taken yet,
/// and sends the answers as fast as the client reads them. While an answer waits, the loop does not
/// read from this client.
public final class HttpConversationHandler implements Handler {

    private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
    private static final int MOST_LEFT = 65_536;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final HttpConversation conversation;
    private final AnswerQueue answers = new AnswerQueue();
    private ByteBuffer left = NOTHING;
    private boolean ended;

    /// For one client.
    public HttpConversationHandler(HttpConversation conversation) {
        this.conversation = conversation;
    }

    /// A server with one loop and a conversation for each client. The caller closes it.
    public static Server open(
            InetSocketAddress address, Visitors visitors, Supplier<HttpConversation> conversations)
            throws IOException {
        return new LoopServer(
                new LoopServer.Settings(
                        address,
                        () -> new HttpConversationHandler(conversations.get()),
                        visitors,
                        STALL_LIMIT),
                0);
    }

    @Override
    public void received(ByteBuffer bytes, Connection client) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(left.remaining() + bytes.remaining());
        in.put(left).put(bytes).flip();
        answers.add(conversation.answer(in));
        if (in.remaining() > MOST_LEFT) {
            throw new IllegalStateException(
                    "the conversation takes nothing: " + in.remaining() + " bytes are left");
        }
        left = in.hasRemaining() ? in : NOTHING;
        drained(client);
    }

    @Override
    public void drained(Connection client) throws IOException {
        if (answers.pump(client) && (ended || conversation.isDone())) {
            client.end();
        }
    }

    /// The client may still read, and what it has asked for may still wait.
    @Override
    public void ended(Connection client) throws IOException {
        ended = true;
        drained(client);
    }
}
