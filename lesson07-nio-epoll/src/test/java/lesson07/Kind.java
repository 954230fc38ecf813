package lesson07;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// The lesson's four echo servers, for tests that run against each of them, and what the first two
/// are known to fail.
@SuppressWarnings("ImmutableEnumChecker") // its functions are method references
enum Kind {
    BLOCKING(
            BlockingServer.class,
            BlockingServer::run,
            (address, visitors, _) -> BlockingServer.open(address, visitors),
            EnumSet.allOf(Duty.class)),
    TEXTBOOK(
            TextbookServer.class,
            TextbookServer::run,
            (address, visitors, _) -> TextbookServer.open(address, visitors),
            EnumSet.of(Duty.SLOW_READER)),
    EVENT_LOOP(
            EventLoopServer.class,
            EventLoopServer::run,
            EventLoopServer::open,
            EnumSet.noneOf(Duty.class)),
    WORKERS(
            WorkersServer.class,
            WorkersServer::run,
            (address, visitors, stall) -> WorkersServer.open(address, visitors, stall, 2),
            EnumSet.noneOf(Duty.class));

    /// What a server with many clients must do; the servers fail exactly what stands there.
    enum Duty {
        REVERSE_ORDER,
        SILENT_CLIENT,
        SLOW_READER
    }

    @FunctionalInterface
    private interface Opening {
        Server open(InetSocketAddress address, Visitors visitors, Duration stall)
                throws IOException;
    }

    private final Class<?> program;
    private final Terminal.Main main;
    private final Opening opening;
    private final Set<Duty> fails;

    Kind(Class<?> program, Terminal.Main main, Opening opening, Set<Duty> fails) {
        this.program = program;
        this.main = main;
        this.opening = opening;
        this.fails = fails;
    }

    Server open(Visitors visitors) throws IOException {
        return open(visitors, EventLoopServer.STALL_LIMIT);
    }

    Server open(Visitors visitors, Duration stall) throws IOException {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), visitors, stall);
    }

    Server open(InetSocketAddress address, Visitors visitors, Duration stall) throws IOException {
        return opening.open(address, visitors, stall);
    }

    Class<?> program() {
        return program;
    }

    /// The `run` of the program.
    Terminal.Main main() {
        return main;
    }

    boolean fails(Duty duty) {
        return fails.contains(duty);
    }
}
