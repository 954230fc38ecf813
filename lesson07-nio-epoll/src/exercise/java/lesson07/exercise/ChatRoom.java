package lesson07.exercise;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import lesson07.ChatWords;
import lesson07.LineClient;
import lesson07.LineHandler;
import lesson07.LineLoop;

/// **Exercise 7.7: A chat room on one thread.** About 60 minutes.
///
/// The room of exercise 5.5, judged by the same tests, and without its threads: everything that
/// happens in it happens on one thread, the loop's, one thing after the other. So it needs no lock,
/// and nothing in it may wait. The loop is given: a [lesson07.LineLoop] calls [#enter] for each new
/// client, and then the [LineHandler] that you return for what this client says. [ChatWords] has
/// all words and limits. Yours is the room: who is in, and what waits for whom.
///
/// **Coming in.** The room sends `name?`. The first line of the client is its name. A name with a
/// fault, or one that a member has, is refused: `! ` and the reason, and the next line is the next
/// try. After three refusals the client has to leave. A name that is free is taken, and everybody,
/// the new member too, gets `* 小明 joined`. From this line on the new member gets what all others
/// get; before it, nothing but `name?` and refusals.
///
/// **Being in.** What a member says goes to everybody, the talker too: `小明: 你好`. All members get
/// all lines in the **same order**. `/who` is answered to the asker alone: `* here: 小明, 阿华`, in the
/// order of joining. An empty line is nothing. A text with a fault, or another line that begins
/// with `/`, is answered to the talker alone: `! ` and the reason.
///
/// **Going out.** A member who says `bye`, whose stream ends, or whose connection is lost has left:
/// all others get `* 小明 left`, and the name is free. After `bye` and after the end of its stream
/// the leaver still gets what waits for it, after `bye` the line `* bye`, and then the end of the
/// stream ([LineClient#end]). It has two seconds for reading that; then its connection is closed
/// ([LineClient#later]).
///
/// **Being put out.** A line of more than 1,000 bytes: the client gets `! ` and the reason, the
/// others get `* 小明 left: line too long`. A member that does not read: [LineClient#write] takes
/// only a part of a line, or nothing. Keep up to 1,000 lines for it; when there is no room for the
/// next one, close its connection, and the others get `* 小明 left: too slow`. Until then and
/// afterwards nobody else notices.
public final class ChatRoom {

    /// An empty room.
    public ChatRoom() {
        throw new UnsupportedOperationException(
                "Make a map for the members, and a class for a client that implements LineHandler.");
    }

    /// Opens a room on port 8888 of this machine, to try it with `nc localhost 8888`. Ctrl-C ends
    /// it.
    public static void main(String[] args) throws Exception {
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8888);
        ChatRoom room = new ChatRoom();
        try (LineLoop loop = new LineLoop(here, ChatWords.LONGEST_LINE, room::enter)) {
            System.out.println("Open on " + loop.address());
            new CountDownLatch(1).await();
        }
    }

    /// A new client. Called on the loop's thread.
    ///
    /// @return what is called for this client from now on
    public LineHandler enter(LineClient client) {
        throw new UnsupportedOperationException("Send name? to the client.");
    }
}
