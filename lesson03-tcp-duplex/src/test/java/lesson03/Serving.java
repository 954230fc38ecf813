package lesson03;

import course.testkit.Terminal;
import course.testkit.Trace.Action;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What the tests of servers share: where they listen, and how they are run beside the test.
final class Serving {

    static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private Serving() {}

    /// Runs a server's loop on a thread of its own.
    static CompletableFuture<Void> start(Action server) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        server.run();
                    } catch (Exception e) {
                        throw new AssertionError("the server stopped: " + e.getMessage(), e);
                    }
                },
                task -> Thread.ofPlatform().daemon().name("server").start(task));
    }

    /// Waits for the end of a server's loop.
    static void awaitEnd(CompletableFuture<Void> server) throws Exception {
        server.get(10, TimeUnit.SECONDS);
    }

    /// Where a program listens that runs in this terminal.
    static InetSocketAddress address(Terminal terminal) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), terminal.port());
    }
}
