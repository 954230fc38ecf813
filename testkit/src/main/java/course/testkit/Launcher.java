package course.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;

/// What the `main` of a launcher does in a [SecondProcess]: it runs the student's class and says
/// where it listens. The process lives until the judge closes its standard input.
///
/// Nothing here is proof of anything: the student's code runs in this JVM too. Needs no JUnit.
public final class Launcher {

    /// Any free port of the loopback address.
    public static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    static final String LISTENING = "[second process] listens on port ";
    static final String NOT_STARTED = "[second process] not started: ";
    static final String HERE = "[second process] is here: ";

    /// What the judge asks to learn whether the process goes on.
    static final String ASK = "Are you there? ";

    private static final int BACKLOG = 100;
    private static final PrintStream OUT = System.out;

    private Launcher() {}

    /// What the student's class does; it may throw anything.
    @FunctionalInterface
    public interface Work {
        /// Does it.
        void run() throws Exception;
    }

    /// What is done for one client; it may throw anything.
    @FunctionalInterface
    public interface Conversation {
        /// Blocks until it is over. Need not close the socket.
        void with(Socket client) throws Exception;
    }

    /// What the judge has given to the launcher, in any characters.
    public static String[] arguments(String[] args) {
        return Arrays.stream(args)
                .map(arg -> URLDecoder.decode(arg, StandardCharsets.UTF_8))
                .toArray(String[]::new);
    }

    /// Opens a server, which then runs on threads of its own, and says its port. Does not return.
    public static void serve(Callable<InetSocketAddress> server) {
        serve(server, () -> {});
    }

    /// The same, for a server that can be closed: that is done each time the judge asks for it
    /// ([SecondProcess#stop]).
    public static void serve(Callable<InetSocketAddress> server, Work stop) {
        guarded(() -> say(LISTENING + server.call().getPort()));
        obey(stop);
    }

    /// Serves all who connect, each on a thread of its own, and closes their sockets. Does not
    /// return.
    public static void serveEach(Conversation conversation) {
        serve(() -> accept(conversation));
    }

    /// The same for use in [#serve]: returns at once, with the address.
    public static InetSocketAddress accept(Conversation conversation) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.bind(ANY_PORT, BACKLOG);
        start(() -> acceptAll(listener, conversation));
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Does the work of a client, which knows from an argument where the judge listens. Does not
    /// return.
    public static void run(Work work) {
        start(work);
        obey(() -> {});
    }

    /// Connects to the test, on this thread. For use in [#run].
    public static void connect(int port, Conversation conversation) throws IOException {
        serve(new Socket(InetAddress.getLoopbackAddress(), port), conversation);
    }

    /// Does the work on a thread of its own. What it throws ends the process, with a word about it.
    public static void start(Work work) {
        Thread.ofPlatform().daemon().name("launcher").start(() -> guarded(work));
    }

    private static void acceptAll(ServerSocket listener, Conversation conversation)
            throws IOException {
        while (true) {
            Socket client = listener.accept();
            Thread.ofVirtual().name("client").start(() -> serve(client, conversation));
        }
    }

    /// A connection that breaks is nothing unusual: the next client is served.
    private static void serve(Socket client, Conversation conversation) {
        try (client) {
            guarded(() -> {
                try {
                    conversation.with(client);
                } catch (IOException e) {
                    OUT.println("a conversation has ended: " + e);
                }
            });
        } catch (IOException e) {
            OUT.println("close has failed: " + e);
        }
    }

    private static void guarded(Work work) {
        try {
            work.run();
        } catch (Throwable thrown) {
            tell(thrown);
            System.exit(1); // not halt: a launcher may have folders to delete
        }
    }

    /// A stub is told before its process ends, and before a connection is closed: the judge must
    /// not take it for a wrong answer.
    private static void tell(Throwable thrown) {
        if (Stub.hasThrown(thrown)) {
            say(NOT_STARTED + thrown.getMessage());
        } else {
            thrown.printStackTrace(OUT);
            OUT.flush();
        }
    }

    /// On a line of its own, whatever the student's code may have printed before.
    private static void say(String line) {
        OUT.print("\n" + line + "\n");
        OUT.flush();
    }

    /// Each line of the judge means: stop; or it asks whether anybody is there. The end of its
    /// lines means: the test is over, or the judge has died.
    private static void obey(Work stop) {
        try (BufferedReader judge =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = judge.readLine(); line != null; line = judge.readLine()) {
                if (line.startsWith(ASK)) {
                    say(HERE + line.substring(ASK.length()));
                    continue;
                }
                Thread.ofPlatform().daemon().name("stop").start(() -> stop(stop));
            }
        } catch (IOException e) {
            OUT.println("the judge is gone: " + e);
        }
        System.exit(0);
    }

    /// A process that ends here would look like a server that has been closed.
    private static void stop(Work stop) {
        try {
            stop.run();
        } catch (Throwable thrown) {
            tell(thrown);
        }
    }
}
