package course.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The servers that are compared, and how each is started.
final class Servers {

    /// The yardstick: all ratios are "CPU time against this one".
    static final String C = "C, epoll";

    static final String LOOP = "lesson 7: event loop";
    static final String TEXTBOOK = "lesson 7: textbook";
    static final String TWO_LOOPS = "lesson 7: acceptor and 2 workers";
    static final String NETTY_NIO = "Netty, NIO";
    static final String NETTY_EPOLL = "Netty, epoll";
    static final String VIRTUAL = "lesson 5: virtual threads";
    static final String THREADS = "lesson 5: thread per client";
    static final String POOL = "lesson 5: pool of 8 threads";

    private static final Map<String, List<String>> JAVA = new LinkedHashMap<>();

    static {
        JAVA.put(LOOP, List.of(LessonServer.class.getName(), "loop"));
        JAVA.put(TEXTBOOK, List.of(LessonServer.class.getName(), "textbook"));
        JAVA.put(TWO_LOOPS, List.of(LessonServer.class.getName(), "two-loops"));
        JAVA.put(NETTY_NIO, List.of(NettyServer.class.getName(), "nio"));
        JAVA.put(NETTY_EPOLL, List.of(NettyServer.class.getName(), "epoll"));
        JAVA.put(VIRTUAL, List.of(LessonServer.class.getName(), "virtual"));
        JAVA.put(THREADS, List.of(LessonServer.class.getName(), "thread"));
        JAVA.put(POOL, List.of(LessonServer.class.getName(), "pool"));
    }

    private final Optional<Path> cServer;

    /// @param work where the C server is compiled to
    Servers(Path work) throws IOException {
        cServer = compiled(work);
    }

    /// Whether there is a C compiler on this machine, and so a yardstick in C.
    boolean haveC() {
        return cServer.isPresent();
    }

    /// The yardstick, then the others of these that there are.
    List<String> withYardstick(String... names) {
        List<String> chosen = new ArrayList<>();
        if (haveC()) {
            chosen.add(C);
        }
        chosen.addAll(List.of(names));
        return chosen;
    }

    /// Starts a server on the first processor.
    ServerProcess start(String name, String... jvmOptions) throws IOException {
        return start(name, "0", jvmOptions);
    }

    ServerProcess start(String name, String processors, String... jvmOptions) throws IOException {
        List<String> command =
                name.equals(C)
                        ? List.of(cServer.orElseThrow().toString())
                        : java(JAVA.get(name), jvmOptions);
        return new ServerProcess(name, processors, command);
    }

    /// Starts a server that is in no list.
    ServerProcess startOther(String name, String processors, String... mainAndArguments)
            throws IOException {
        return new ServerProcess(name, processors, java(List.of(mainAndArguments)));
    }

    ServerProcess startUdpInC() throws IOException {
        return new ServerProcess(C, "0", List.of(cServer.orElseThrow().toString(), "udp"));
    }

    private static List<String> java(List<String> mainAndArguments, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(mainAndArguments);
        return command;
    }

    private static Optional<Path> compiled(Path work) throws IOException {
        Path source = Path.of("benchmarks/src/main/c/epoll_echo.c");
        Path target = work.resolve("epoll_echo");
        Files.createDirectories(work);
        try {
            Process compiler =
                    new ProcessBuilder("cc", "-O2", "-o", target.toString(), source.toString())
                            .inheritIO()
                            .start();
            return compiler.waitFor() == 0 ? Optional.of(target) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // no C compiler on this machine
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
