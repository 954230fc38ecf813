package lesson05.exercise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;

/// **Exercise 5.5: A chat room.** About 60 minutes.
///
/// Everybody hears everybody. Clients use `nc localhost 8888`, so all is text, in lines. The words
/// are written for you: [lesson05.ChatWords] has each line, each limit, and says which names and
/// texts are refused. [lesson05.TextLines] reads lines and refuses long ones. Yours is the room:
/// many threads, one list of members, one order.
///
/// **Coming in.** The room sends `name?`. The first line of the client is its name. A name with a
/// fault, or one that a member has, is refused: `! ` and the reason, and the next line is the next
/// try. After three refusals the room closes the connection. A name that is free is taken, and
/// everybody, the new member too, gets `* 小明 joined`. From this line on the new member gets what
/// all others get; before it, nothing but `name?` and refusals.
///
/// **Being in.** What a member says goes to everybody, the talker too: `小明: 你好`. All members get
/// all lines in the **same order**, also when many talk at once. `/who` is answered to the asker
/// alone: `* here: 小明, 阿华`, in the order of joining. An empty line is nothing. A text with a fault,
/// or another line that begins with `/`, is answered to the talker alone: `! ` and the reason.
///
/// **Going out.** A member who says `bye`, whose stream ends, or whose connection is reset has
/// left: all others get `* 小明 left`, and the name is free. After `bye` and after the end of its
/// stream the leaver still gets what was said before, after `bye` the line `* bye`, and then the
/// end of the stream. It has two seconds for reading that.
///
/// **Being put out.** A line of more than 1,000 bytes: the client gets `! ` and the reason, the
/// others get `* 小明 left: line too long`. A member that does not read: 1,000 lines wait for it;
/// when there is no room for the next one, it is cut off, and the others get `* 小明 left: too slow`.
/// Until then and afterwards **nobody else waits for it**, not for a moment.
///
/// **No descriptor left.** When `accept` throws because there is no file descriptor left, the room
/// goes on: it pauses, 100 ms for example, and tries again. It must not spin.
public final class ChatRoom implements AutoCloseable {

    /// Binds to `bind` (port 0: a free port) and lets clients in from now on; does not block.
    ///
    /// @throws IOException when the address cannot be bound, for example because the port is taken
    public ChatRoom(InetSocketAddress bind) throws IOException {
        throw new UnsupportedOperationException(
                "Open a ServerSocket on the address, then start a thread that accepts.");
    }

    /// Opens a room on port 8888 of this machine, to try it with `nc localhost 8888`. Ctrl-C ends
    /// it.
    public static void main(String[] args) throws Exception {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8888);
        try (ChatRoom room = new ChatRoom(here)) {
            System.out.println("Open on " + room.address());
            new CountDownLatch(1).await();
        }
    }

    /// The address to connect to, with the real port.
    public InetSocketAddress address() {
        throw new UnsupportedOperationException("Ask the ServerSocket for its local address.");
    }

    /// Closes the room: the listener, then the connections of all clients, members or not, then a
    /// wait for the threads, two seconds at most. A second call does nothing.
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "Close the ServerSocket, then the clients' sockets, then wait.");
    }
}
