package lesson07;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What servers leave behind in this JVM, and what their threads use up: sockets and selectors,
/// threads, processor time, allocated bytes.
final class Leftovers {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static {
        openWhatTheJdkKeeps();
    }

    private Leftovers() {}

    /// The JDK opens some sockets at first use and keeps them.
    private static void openWhatTheJdkKeeps() {
        Visitors nobody = new Visitors(new PrintStream(OutputStream.nullOutputStream()), 1);
        for (Kind kind : Kind.values()) {
            try (Server server = kind.open(nobody);
                    EchoClient client = new EchoClient(server.address().getPort())) {
                client.isEchoed("你好");
                client.leave();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// The sockets, selectors and the like that this process has open. Where there is no `/proc`,
    /// none.
    static long descriptors() {
        if (!Files.exists(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.filter(Leftovers::isOfTheNetwork).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOfTheNetwork(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().matches("(socket|anon_inode).*");
        } catch (IOException _) {
            return false; // closed between listing and asking
        }
    }

    /// The threads of the lesson's servers that run now.
    static Stream<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().matches("blocking|textbook|loop|acceptor|worker-\\d+"));
    }

    /// The processor time of these threads so far, in nanoseconds.
    static long cpuNanos() {
        return threads().mapToLong(thread -> THREADS.getThreadCpuTime(thread.threadId())).sum();
    }

    /// What these threads have allocated so far.
    static long allocatedBytes() {
        return threads()
                .mapToLong(thread -> THREADS.getThreadAllocatedBytes(thread.threadId()))
                .sum();
    }
}
