package lesson05;

import course.testkit.LiveThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Counts what servers may leave behind in this JVM: sockets, and from its opening on their
/// threads, of both kinds.
final class Census implements AutoCloseable {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static {
        openWhatTheJdkKeeps();
    }

    private final LiveThreads live = new LiveThreads();

    /// The JDK opens some sockets at first use and keeps them, for example one that helps to wake a
    /// thread that reads from a socket which another thread closes.
    private static void openWhatTheJdkKeeps() {
        Visitors nobody = new Visitors(new PrintStream(OutputStream.nullOutputStream()), 1);
        for (Kind kind : Kind.values()) {
            try (Client client = echoedThenSentAway(kind, nobody)) {
                client.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Client echoedThenSentAway(Kind kind, Visitors visitors) throws IOException {
        try (Server server = kind.open(new EchoProtocol(), visitors)) {
            Client client = new Client(server.address().getPort());
            client.isEchoed("你好");
            return client;
        }
    }

    /// The sockets that this process has open. Where there is no `/proc`, none.
    long sockets() {
        if (!Files.exists(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.filter(Census::isSocket).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket");
        } catch (IOException _) {
            return false; // closed between listing and asking
        }
    }

    /// The threads of servers: handlers, accept loops, watches.
    long threads() throws IOException {
        return platformThreads("accept|watch") + handlers();
    }

    /// The threads that serve a visitor, or wait for one in a pool.
    long handlers() throws IOException {
        return platformThreads("visitor-\\d+")
                + live.virtualThreads().stream().filter(name -> name.contains("visitor-")).count();
    }

    private static long platformThreads(String names) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(names))
                .count();
    }

    @Override
    public void close() {
        live.close();
    }
}
