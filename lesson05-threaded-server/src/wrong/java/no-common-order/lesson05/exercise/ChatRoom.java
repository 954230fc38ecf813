package lesson05.exercise;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import lesson05.ChatWords;
import lesson05.TextLines;

/// A chat room in which everybody hears everybody, in the same order.
///
/// Each client has two threads. Its reader takes its lines and puts them, under one lock, into the
/// queues of all members: that makes the order. Its writer takes from its queue and writes, without
/// the lock: so only a writer ever waits for a client that does not read.
public final class ChatRoom implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ChatRoom.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ServerSocket listener = new ServerSocket();
    private final ThreadFactory threads = Thread.ofVirtual().name("chat-", 1).factory();
    private final Map<Thread, Socket> clients = new ConcurrentHashMap<>();
    private final Thread accepting = Thread.ofPlatform().name("accept").unstarted(this::acceptAll);

    /// The members by name, in the order of joining. Also the lock for it, and for the order of the
    /// lines.
    private final Map<String, Client> members = new java.util.concurrent.ConcurrentSkipListMap<>();

    /// Binds to `bind` (port 0: a free port) and lets clients in from now on; does not block.
    ///
    /// @throws IOException when the address cannot be bound
    public ChatRoom(InetSocketAddress bind) throws IOException {
        try {
            listener.bind(bind);
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        accepting.start();
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
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Closes the listener, then all connections, then waits for the threads, two seconds at most.
    /// A second call does nothing.
    @Override
    public void close() {
        closeQuietly(listener);
        try {
            accepting.join(); // now nobody is added any more
            clients.values().forEach(ChatRoom::closeQuietly);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            for (Thread thread : clients.keySet()) {
                thread.join(Duration.ofNanos(deadline - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread thread = threads.newThread(() -> serve(socket));
                clients.put(thread, socket);
                thread.start();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "accept has ended: {0}", e.getMessage());
            }
        }
    }

    /// The reader of one client.
    private void serve(Socket socket) {
        Client client = new Client(socket);
        Thread writer = threads.newThread(client::writeAll);
        writer.start();
        try (socket) {
            socket.setTcpNoDelay(true);
            converse(client);
            client.send(Client.END);
            writer.join(
                    PATIENCE); // what was said before is still written, then the socket is closed
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a connection has ended: {0}", e.getMessage());
        } finally {
            writer.interrupt();
            clients.remove(Thread.currentThread());
        }
    }

    private void converse(Client client) {
        String left = "";
        try {
            TextLines lines = new TextLines(client.socket.getInputStream(), ChatWords.LONGEST_LINE);
            if (enter(client, lines)) {
                talk(client, lines);
            }
        } catch (TextLines.TooLong e) {
            client.send(ChatWords.refused(e.getMessage()));
            left = "line too long";
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a client is lost: {0}", e.getMessage());
        }
        leave(client, left);
    }

    /// Asks until the client has a name. False when it has none and will get none.
    private boolean enter(Client client, TextLines lines) throws IOException {
        client.send(ChatWords.ASK_NAME);
        for (int tries = 0; tries < ChatWords.MOST_TRIES; tries++) {
            String name = lines.next();
            if (name == null) {
                return false;
            }
            Optional<String> fault = ChatWords.faultOfName(name).or(() -> join(client, name));
            if (fault.isEmpty()) {
                return true;
            }
            client.send(ChatWords.refused(fault.get()));
        }
        return false;
    }

    /// Looks whether the name is free and takes it, in one step.
    private Optional<String> join(Client client, String name) {
        synchronized (members) {
            if (members.putIfAbsent(name, client) != null) {
                return Optional.of("the name " + name + " is taken");
            }
            client.name = name;
            tellAll(ChatWords.joined(name));
            return Optional.empty();
        }
    }

    private void talk(Client client, TextLines lines) throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            Optional<String> fault = ChatWords.faultOfText(line);
            if (line.equals(ChatWords.BYE)) {
                client.saysBye = true;
                return;
            } else if (fault.isPresent()) {
                client.send(ChatWords.refused(fault.get()));
            } else if (line.equals(ChatWords.WHO)) {
                synchronized (members) {
                    client.send(ChatWords.here(members.keySet()));
                }
            } else if (line.startsWith("/")) {
                client.send(ChatWords.refused("there is no " + line));
            } else if (!line.isEmpty()) {
                say(client, line);
            }
        }
    }

    private void say(Client client, String text) {
        if (isMember(client)) { // it may have been put out a moment ago
            tellAll(ChatWords.says(client.name, text));
        }
    }

    private void leave(Client client, String why) {
        synchronized (members) {
            if (isMember(client)) {
                members.remove(client.name);
                tellAll(
                        why.isEmpty()
                                ? ChatWords.left(client.name)
                                : ChatWords.left(client.name, why));
            }
            if (client.saysBye) {
                client.send(ChatWords.GOODBYE);
            }
        }
    }

    private boolean isMember(Client client) {
        return client.name != null && members.get(client.name) == client;
    }

    /// Only under the lock. Never waits. Who has no room for a line is put out, and that makes
    /// another line.
    private void tellAll(String first) {
        Deque<String> lines = new ArrayDeque<>(List.of(first));
        while (!lines.isEmpty()) {
            byte[] line = Client.bytes(lines.remove());
            for (Client member : List.copyOf(members.values())) {
                if (!member.queue.offer(line)) {
                    members.remove(member.name);
                    closeQuietly(member.socket);
                    lines.add(ChatWords.left(member.name, "too slow"));
                }
            }
        }
    }

    private static void closeQuietly(Closeable socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing can be done about it, and the others have to be closed all the same.
            LOG.log(Level.DEBUG, "close failed", e);
        }
    }

    /// A connection and the lines that wait for it.
    private static final class Client {

        /// No line: after it nothing is written any more.
        private static final byte[] END = {};

        private final Socket socket;
        private final BlockingQueue<byte[]> queue =
                new ArrayBlockingQueue<>(ChatWords.MOST_WAITING);

        /// Null until it is a member. Written by its reader, under the room's lock.
        private String name;

        private boolean saysBye;

        Client(Socket socket) {
            this.socket = socket;
        }

        static byte[] bytes(String line) {
            return (line + "\n").getBytes(StandardCharsets.UTF_8);
        }

        void send(String line) {
            send(bytes(line));
        }

        /// For this client alone. Never waits.
        void send(byte[] line) {
            if (!queue.offer(line)) {
                closeQuietly(socket);
            }
        }

        /// The writer: the only one that writes to this client.
        void writeAll() {
            try {
                OutputStream out = socket.getOutputStream();
                for (byte[] line = queue.take(); line.length > 0; line = queue.take()) {
                    out.write(line);
                }
            } catch (IOException e) {
                closeQuietly(socket); // ends the reader too
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
