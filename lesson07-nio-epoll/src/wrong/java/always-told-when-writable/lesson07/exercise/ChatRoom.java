package lesson07.exercise;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import lesson07.ChatWords;
import lesson07.LineClient;
import lesson07.LineHandler;
import lesson07.LineLoop;

/// A chat room in which everybody hears everybody, in the same order. Everything happens on the
/// loop's thread: that makes the order, without a lock. What the kernel does not take for a client
/// waits in the client's queue.
public final class ChatRoom {

    private static final System.Logger LOG = System.getLogger(ChatRoom.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// The members by name, in the order of joining.
    private final Map<String, Client> members = new LinkedHashMap<>();

    /// An empty room.
    public ChatRoom() {}

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
        Client guest = new Client(client);
        guest.send(ChatWords.ASK_NAME);
        return guest;
    }

    /// Who has no room for a line is put out, and that makes another line: it comes behind this
    /// one, for everybody.
    private void tellAll(String first) {
        Deque<String> lines = new ArrayDeque<>(List.of(first));
        while (!lines.isEmpty()) {
            ByteBuffer line = bytes(lines.remove());
            for (Client member : List.copyOf(members.values())) {
                if (!member.offer(line.duplicate())) {
                    members.remove(member.name);
                    lines.add(ChatWords.left(member.name, "too slow"));
                }
            }
        }
    }

    private static ByteBuffer bytes(String line) {
        return StandardCharsets.UTF_8.encode(line + "\n");
    }

    /// A client and the lines that wait for it.
    private final class Client implements LineHandler {

        private final LineClient connection;
        private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
        private String name; // null until it is a member
        private int refusals;
        private boolean leaving;

        Client(LineClient connection) {
            this.connection = connection;
        }

        @Override
        public void line(String line) throws IOException {
            if (leaving) {
                return;
            }
            if (name == null) {
                tryName(line);
            } else {
                talk(line);
            }
        }

        private void tryName(String wanted) throws IOException {
            Optional<String> fault = ChatWords.faultOfName(wanted);
            if (members.containsKey(wanted)) {
                fault = Optional.of("the name " + wanted + " is taken");
            }
            if (fault.isEmpty()) {
                name = wanted;
                members.put(name, this);
                tellAll(ChatWords.joined(name));
                return;
            }
            send(ChatWords.refused(fault.get()));
            if (++refusals == ChatWords.MOST_TRIES) {
                leave();
            }
        }

        private void talk(String line) throws IOException {
            Optional<String> fault = ChatWords.faultOfText(line);
            if (line.equals(ChatWords.BYE)) {
                forget(ChatWords.left(name));
                send(ChatWords.GOODBYE);
                leave();
            } else if (fault.isPresent()) {
                send(ChatWords.refused(fault.get()));
            } else if (line.equals(ChatWords.WHO)) {
                send(ChatWords.here(members.keySet()));
            } else if (line.startsWith("/")) {
                send(ChatWords.refused("there is no " + line));
            } else if (!line.isEmpty()) {
                tellAll(ChatWords.says(name, line));
            }
        }

        @Override
        public void tooLong() throws IOException {
            if (!leaving) {
                send(ChatWords.refused("a line has " + ChatWords.LONGEST_LINE + " bytes at most"));
                forget(ChatWords.left(name, "line too long"));
                leave();
            }
        }

        @Override
        public void ended() throws IOException {
            if (!leaving) {
                forget(ChatWords.left(name));
                leave();
            }
        }

        @Override
        public void lost() {
            forget(ChatWords.left(name));
        }

        /// No member any more, if it was one.
        private void forget(String line) {
            if (name != null && members.remove(name, this)) {
                tellAll(line);
            }
        }

        /// What waits is still written, then the stream ends.
        private void leave() throws IOException {
            leaving = true;
            connection.later(PATIENCE, connection::close);
            writable();
        }

        /// For this client alone.
        private void send(String line) {
            if (!offer(bytes(line))) {
                forget(ChatWords.left(name, "too slow"));
            }
        }

        /// Writes at once if nothing waits. False when there is no room: then the connection is
        /// closed.
        private boolean offer(ByteBuffer line) {
            if (waiting.size() == ChatWords.MOST_WAITING) {
                connection.close();
                return false;
            }
            waiting.add(line);
            if (waiting.size() == 1) {
                try {
                    writable();
                } catch (IOException e) {
                    // Somebody else may be talking: it is not that one's fault. The loop calls
                    // lost().
                    LOG.log(Level.DEBUG, "a client is lost: {0}", e.getMessage());
                }
            }
            return true;
        }

        @Override
        public void writable() throws IOException {
            while (!waiting.isEmpty()) {
                connection.write(waiting.element());
                if (waiting.element().hasRemaining()) {
                    connection.tellWhenWritable(true);
                    return;
                }
                waiting.remove();
            }
            connection.tellWhenWritable(true);
            if (leaving) {
                connection.end();
            }
        }
    }
}
