package course.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The program that runs in a [SecondProcess], and what the `main` of a launcher does in it: run
/// the student's class, and say where it listens. The process lives until the judge closes its
/// standard input.
///
/// A process can be used for one test after the other, which saves the start of a JVM. Each time
/// all classes are loaded anew, and it is used again only if no thread is left of what ran before.
///
/// Nothing here is proof of anything: the student's code runs in this JVM too. Needs no JUnit.
public final class Launcher {

    /// Any free port of the loopback address.
    public static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    static final String LISTENING = "[second process] listens on port ";
    static final String NOT_STARTED = "[second process] not started: ";
    static final String HERE = "[second process] is here: ";
    static final String AS_NEW = "[second process] is as good as new: ";
    static final String IN_USE = "[second process] is still in use: ";

    /// The judge asks for a launcher: its class, and its arguments, each in a form without blanks.
    static final String RUN = "run ";

    /// The judge asks to close the student's server.
    static final String STOP = "stop";

    /// The judge is done with a launcher, and asks whether anything is left of it.
    static final String LEAVE = "leave ";

    /// What the judge asks to learn whether the process goes on.
    static final String ASK = "Are you there? ";

    private static final int BACKLOG = 100;
    private static final int LOOKS = 25;
    private static final int LOOK_MILLIS = 2;
    private static final PrintStream OUT = System.out;
    private static final PrintStream ERR = System.err;

    private static final Queue<ServerSocket> LISTENERS = new ConcurrentLinkedQueue<>();
    private static volatile Work stop = () -> {};
    private static volatile URLClassLoader classes;

    private Launcher() {}

    /// Obeys the judge until it leaves.
    ///
    /// @param args where the classes of the launchers are, and the student's: folders and jars
    public static void main(String[] args) throws IOException {
        List<URL> code = new ArrayList<>();
        for (String path : args) {
            code.add(Path.of(path).toUri().toURL());
        }
        obey(code.toArray(URL[]::new));
        System.exit(0);
    }

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

    /// Opens a server, which then runs on threads of its own, and says its port.
    public static void serve(Callable<InetSocketAddress> server) {
        serve(server, () -> {});
    }

    /// The same, for a server that can be closed: that is done each time the judge asks for it
    /// ([SecondProcess#stop]).
    public static void serve(Callable<InetSocketAddress> server, Work stop) {
        guarded(() -> {
            InetSocketAddress address = server.call();
            Launcher.stop = stop;
            say(LISTENING + address.getPort());
        });
    }

    /// Serves all who connect, each on a thread of its own, and closes their sockets.
    public static void serveEach(Conversation conversation) {
        serve(() -> accept(conversation));
    }

    /// The same for use in [#serve]: returns at once, with the address.
    public static InetSocketAddress accept(Conversation conversation) throws IOException {
        ServerSocket listener = new ServerSocket();
        LISTENERS.add(listener);
        listener.bind(ANY_PORT, BACKLOG);
        start(() -> acceptAll(listener, conversation));
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// Connects to the test, on this thread. For use in [#start].
    public static void connect(int port, Conversation conversation) throws IOException {
        serve(new Socket(InetAddress.getLoopbackAddress(), port), conversation);
    }

    /// Does the work on a thread of its own: that of a client, which knows from an argument where
    /// the judge listens, or that of a server which blocks. What it throws ends the process, with a
    /// word about it.
    public static void start(Work work) {
        Thread.ofPlatform().daemon().name("launcher").start(() -> guarded(work));
    }

    private static void acceptAll(ServerSocket listener, Conversation conversation)
            throws IOException {
        while (!listener.isClosed()) {
            Socket client;
            try {
                client = listener.accept();
            } catch (SocketException _) {
                return; // it has been closed
            }
            Thread.ofPlatform().daemon().name("client").start(() -> serve(client, conversation));
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

    /// The end of its lines means: the tests are over, or the judge has died.
    private static void obey(URL[] code) {
        Set<Thread> before = threads();
        try (BufferedReader judge =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = judge.readLine(); line != null; line = judge.readLine()) {
                if (line.startsWith(RUN)) {
                    String[] words = line.substring(RUN.length()).split(" ", -1);
                    start(() -> launch(code, words));
                } else if (line.equals(STOP)) {
                    Thread.ofPlatform().daemon().name("stop").start(Launcher::stop);
                } else if (line.startsWith(ASK)) {
                    say(HERE + line.substring(ASK.length()));
                } else if (line.startsWith(LEAVE)) {
                    say((leave(before) ? AS_NEW : IN_USE) + line.substring(LEAVE.length()));
                }
            }
        } catch (IOException e) {
            OUT.println("the judge is gone: " + e);
        }
    }

    private static void launch(URL[] code, String... words) throws Exception {
        System.setOut(OUT);
        System.setErr(ERR);
        classes = new URLClassLoader(code);
        Method main = classes.loadClass(words[0]).getMethod("main", String[].class);
        main.setAccessible(true); // a launcher is no public class
        String[] arguments =
                Arrays.stream(words)
                        .skip(1)
                        .map(word -> URLDecoder.decode(word, StandardCharsets.UTF_8))
                        .toArray(String[]::new);
        main.invoke(null, (Object) arguments);
    }

    /// Closes what has been opened.
    ///
    /// @return whether nothing is left
    private static boolean leave(Set<Thread> before) throws IOException {
        stop();
        for (ServerSocket listener = LISTENERS.poll();
                listener != null;
                listener = LISTENERS.poll()) {
            listener.close();
        }
        for (int i = 0; i < LOOKS; i++) {
            if (before.containsAll(threads())) {
                classes.close();
                System.gc(); // within a test, it would close sockets that were forgotten
                return true;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException _) {
                return false;
            }
        }
        return false;
    }

    /// All of this JVM. Who has started virtual threads has left the threads that carry them.
    private static Set<Thread> threads() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        Thread[] some = new Thread[2 * group.activeCount() + LOOKS];
        int count = group.enumerate(some);
        // By identity: a student's class may say that it equals anything.
        Set<Thread> threads = Collections.newSetFromMap(new IdentityHashMap<>());
        threads.addAll(Arrays.asList(some).subList(0, count));
        return threads;
    }

    /// Once. A process that ends here would look like a server that has been closed.
    private static void stop() {
        Work first = stop;
        stop = () -> {};
        try {
            first.run();
        } catch (Throwable thrown) {
            tell(thrown);
        }
    }
}
