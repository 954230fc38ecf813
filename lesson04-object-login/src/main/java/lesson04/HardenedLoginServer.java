package lesson04;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Step 3: the filter of step 2, and a limit on everything that a client can use up: bytes, time,
/// connections, attempts, and processors. Keeps hashes in place of passwords.
///
/// What it cannot do: the password travels readable, as long as there is no TLS.
public final class HardenedLoginServer implements LoginServer {

    private static final int MOST_ATTEMPTS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final ServerSocket listener;
    private final HashedUsers users;
    private final AttemptLimit attempts;
    private final Limits limits;
    private final Semaphore room;
    private final Semaphore hashing =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
    private final Set<Socket> connected = ConcurrentHashMap.newKeySet();

    /// What clients may use.
    ///
    /// @param connections how many clients at the same time
    /// @param bytes how many bytes from one client; the longest login has 660
    /// @param time how long one client may take to send its login, and may wait for a processor
    record Limits(int connections, int bytes, Duration time) {

        static final Limits DEFAULT = new Limits(500, 1_000, Duration.ofSeconds(5));
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; see [LoginServer].
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return LoginServer.run(
                "HardenedLoginServer", HardenedLoginServer::ofOwnUsers, args, out, err);
    }

    private static LoginServer ofOwnUsers(InetSocketAddress address) throws IOException {
        AttemptLimit attempts = new AttemptLimit(MOST_ATTEMPTS, WINDOW, Clock.systemUTC());
        return new HardenedLoginServer(address, ownUsers(), attempts, Limits.DEFAULT);
    }

    /// The users of [NaiveLoginServer]. Their passwords cannot be read here.
    static HashedUsers ownUsers() {
        return new HashedUsers(
                Map.of(
                        "小明",
                                PasswordHash.ofHex(
                                        "b0c2bda5513c373226be7dce39e73c4d",
                                        "ecdb49ad759da1a69e2df3d448f2e9968639173727952b172c24f0ff19b9d2ce"),
                        "小红",
                                PasswordHash.ofHex(
                                        "353010a5c8d44a7765e9e77baf29e5c7",
                                        "2a1b34e7b82320bb4924aa04612310e255a596408e756c2789778e9cf3ff3d5a")),
                PasswordHash.ofHex(
                        "4953bc971fec5a937192c98ea67dce78",
                        "82fa25bbd928c1b80be09c75e4161d03da66cc4f58a8b570c68e21f49fdbc104"));
    }

    /// Listens from now on; does not block. The caller closes. Port 0 takes any free port.
    HardenedLoginServer(
            InetSocketAddress address, HashedUsers users, AttemptLimit attempts, Limits limits)
            throws IOException {
        this.users = users;
        this.attempts = attempts;
        this.limits = limits;
        room = new Semaphore(limits.connections);
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// How many clients are being served now.
    int connections() {
        return connected.size();
    }

    @Override
    public void serve(int clients, PrintStream out, PrintStream err) throws IOException {
        try (ExecutorService handlers =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("login-", 1).factory())) {
            for (int i = 0; i < clients; i++) {
                Socket client = listener.accept();
                if (room.tryAcquire()) {
                    connected.add(client);
                    handlers.execute(() -> handle(client, out, err));
                } else {
                    sendAway(client, err);
                }
            }
        }
    }

    private static void sendAway(Socket client, PrintStream err) throws IOException {
        try (client) {
            String from = Endpoint.of(client.getRemoteSocketAddress());
            err.println(from + " sent no login: no room, sent away");
        }
    }

    // region handle
    private void handle(Socket client, PrintStream out, PrintStream err) {
        String from = Endpoint.of(client.getRemoteSocketAddress());
        try (client;
                ObjectInputStream in =
                        new ObjectInputStream(
                                new BoundedInputStream(client, limits.bytes, limits.time));
                DataOutputStream answer = new DataOutputStream(client.getOutputStream())) {
            in.setObjectInputFilter(FilteredLoginServer.FILTER);
            if (!(in.readObject() instanceof User user)) {
                throw new InvalidObjectException("not a user");
            }
            boolean ok = mayEnter(user, client.getInetAddress());
            out.println(LoginServer.line(client, user, ok));
            answer.writeBoolean(ok);
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            err.println(from + " sent no login: " + NoLogin.inWords(e));
        } finally {
            connected.remove(client);
            room.release();
        }
    }

    // endregion

    /// The same answer for a wrong password, an unknown name and too many attempts.
    private boolean mayEnter(User user, InetAddress from) throws InterruptedIOException {
        if (!attempts.tryBegin(from)) {
            return false;
        }
        boolean wrong = false;
        try {
            wrong = !check(user);
            return !wrong;
        } finally {
            if (!wrong) {
                attempts.giveBack(from);
            }
        }
    }

    /// A hash does not wait, it works: it keeps a processor. One processor is left for the others.
    private boolean check(User user) throws InterruptedIOException {
        try {
            if (!hashing.tryAcquire(limits.time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedIOException("too many logins at once");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops");
        }
        try {
            return users.check(user);
        } finally {
            hashing.release();
        }
    }

    /// Stops listening and hangs up on every client. May be called twice.
    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket client : connected) {
            client.close();
        }
    }
}
