package lesson05;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/// One wait for a client that says nothing, before the first real one comes.
///
/// The JDK opens some descriptors when it needs them for the first time: for virtual threads, those
/// with which it waits for many sockets at once. If there is none left at that moment, no virtual
/// thread of this JVM can wait for a socket any more, even when there are descriptors again.
final class Rehearsal {

    /// More than once: the first time may be over before the thread begins to wait, because the
    /// JDK's classes for it are loaded meanwhile.
    private static final int[] MILLIS = {1, 10, 10};

    private Rehearsal() {}

    /// Waits for some milliseconds in a `read`, as a visitor's thread does. Blocks so long.
    static void with(Executor handlers) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket _ = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket served = listener.accept()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            handlers.execute(() -> waitInRead(served, done));
            done.join();
        } catch (CompletionException e) {
            throw new IOException("the server cannot wait for a socket", e.getCause());
        }
    }

    private static void waitInRead(Socket served, CompletableFuture<Void> done) {
        try {
            for (int millis : MILLIS) {
                waitInRead(served, millis);
            }
            done.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }

    private static void waitInRead(Socket served, int millis) throws IOException {
        served.setSoTimeout(millis);
        try {
            served.getInputStream().read();
        } catch (SocketTimeoutException _) {
            // as it should be: it has waited
        }
    }
}
