package lesson04;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Attacks one of the lesson's servers, and prints whether an honest login still works afterwards.
///
/// It attacks only what it has started itself: a server in a process of its own, with 64 MB of
/// memory, on loopback. A server that has fallen is replaced by a new one for the next attack.
public final class Attack {

    private static final Duration FIRST_LIMIT = Duration.ofSeconds(10);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);
    private static final String STANDS = "stands: an honest login works";
    private static final String HANGS = "hangs: an honest login gets no answer";
    private static final User HONEST = new User("小明", "secret");
    private static final int MOST_TEXT_BYTES = 300_000_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Attack [server]
                    Starts a server in a process of its own and attacks it on loopback.
                    server: NaiveLoginServer (default), FilteredLoginServer, HardenedLoginServer.
                    Example: ./course run lesson04 Attack NaiveLoginServer
                    """,
                    1);

    private final Class<?> server;
    private final PrintStream out;
    private ServerProcess process;
    private Duration limit;

    /// Attacks a server. The connections that are returned stay open during the honest login.
    @FunctionalInterface
    private interface Assault {
        List<Socket> on(InetSocketAddress server) throws IOException;
    }

    private Attack(Class<?> server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 the server did not
    /// start.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args, out, err, arguments -> new Attack(server(arguments), out).runAll());
    }

    private static Class<?> server(Arguments arguments) throws Failure {
        String name = arguments.text(0, "server", "NaiveLoginServer");
        return switch (name) {
            case "NaiveLoginServer" -> NaiveLoginServer.class;
            case "FilteredLoginServer" -> FilteredLoginServer.class;
            case "HardenedLoginServer" -> HardenedLoginServer.class;
            default -> throw Failure.usage("No server \"" + SafeText.of(name) + "\" is known.");
        };
    }

    private int runAll() throws Failure, IOException, InterruptedException {
        out.println("Attacks on " + server.getSimpleName() + ", in a process with 64 MB of memory");
        out.println("attack                    bytes  the server");
        int fallen = 0;
        try {
            fallen += attack("a foreign class", LoginBytes.objectStream(new Gadget()));
            fallen += attack("100 levels of sets", HostileStreams.deepSets(100));
            fallen += attack("2^31-1 elements", HostileStreams.hugeArray());
            fallen += attack("half a login", HostileStreams.halfALogin());
            fallen += attack("random bytes", HostileStreams.random(new Random(4)));
            fallen += attack("a text without an end", "many", Attack::endlessText);
            fallen += attack("1 silent client", "0", address -> silent(address, 1));
            fallen += attack("200 silent clients", "0", address -> silent(address, 200));
        } finally {
            stopServer();
        }
        out.println("It has fallen " + fallen + " times.");
        return Program.DONE;
    }

    private int attack(String name, byte[] stream)
            throws Failure, IOException, InterruptedException {
        return attack(name, Integer.toString(stream.length), address -> send(address, stream));
    }

    /// Returns how often the server has fallen: 0 or 1.
    private int attack(String name, String bytes, Assault assault)
            throws Failure, IOException, InterruptedException {
        startServer();
        int before = process.lines().size();
        List<Socket> open = assault.on(process.address());
        String verdict;
        try {
            verdict = verdict(limit);
        } finally {
            closeAll(open);
        }
        boolean ranCode = process.lines().stream().skip(before).anyMatch(Gadget.LINE::equals);
        String code = ranCode ? "has run the client's code; " : "";
        out.println(String.format("%-24s%7s  %s%s", name, bytes, code, verdict));
        if (verdict.equals(STANDS)) {
            return 0;
        }
        stopServer();
        return 1;
    }

    /// Tries an honest login. A server that dies breaks the connection, one that hangs does not.
    private String verdict(Duration answerLimit) throws InterruptedException {
        try {
            boolean ok = LoginClient.logIn(process.address(), HONEST, answerLimit);
            return ok ? STANDS : "says no to an honest login";
        } catch (SocketTimeoutException _) {
            return fall(Duration.ZERO);
        } catch (IOException | Failure _) {
            return fall(END_LIMIT);
        }
    }

    private String fall(Duration endLimit) throws InterruptedException {
        if (!process.awaitEnd(endLimit)) {
            return HANGS;
        }
        return "is dead: " + process.lines().getLast().replaceFirst(".*\\.", "");
    }

    /// The first honest login sets the limit for the later ones: machines differ.
    private void startServer() throws Failure, IOException, InterruptedException {
        if (process == null) {
            process = ServerProcess.start(server);
            long start = System.nanoTime();
            if (!verdict(FIRST_LIMIT).equals(STANDS)) {
                throw Failure.environment("The server does not even answer an honest login.");
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - start);
            limit = taken.multipliedBy(4).plusMillis(2_000);
        }
    }

    private void stopServer() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    private static List<Socket> send(InetSocketAddress address, byte[] stream) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.getOutputStream().write(stream);
        }
        return List.of();
    }

    private static List<Socket> endlessText(InetSocketAddress address) throws IOException {
        byte[] text = new byte[65_536];
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(HostileStreams.endlessText());
            for (int sent = 0; sent < MOST_TEXT_BYTES; sent += text.length) {
                out.write(text);
            }
        } catch (IOException _) {
            return List.of(); // the server has hung up, or is no more
        }
        return List.of();
    }

    private static List<Socket> silent(InetSocketAddress address, int clients) throws IOException {
        List<Socket> open = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
            open.add(new Socket(address.getAddress(), address.getPort()));
        }
        return open;
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
