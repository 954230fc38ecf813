package lesson05;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Accepts clients until it is stopped, on a thread of its own. No client and no lack of file
/// descriptors ends it.
///
/// The thread is a platform thread and no daemon: as long as it runs, the JVM does not end.
/// (Virtual threads are always daemons.)
final class AcceptLoop {

    /// How many connections the kernel keeps until they are accepted. With the default of 50, a
    /// crowd waits a second and longer: the kernel drops what does not fit.
    static final int BACKLOG = 4_096;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final Consumer<Socket> admit;
    private final Consumer<String> note;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private boolean full;

    /// Listens from now on; accepts nobody before [#start()].
    ///
    /// @param admit gets each client; must not throw
    /// @param note gets a line when the descriptors run out, and when there are some again
    AcceptLoop(InetSocketAddress address, Consumer<Socket> admit, Consumer<String> note)
            throws IOException {
        this.admit = admit;
        this.note = note;
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
        thread = Thread.ofPlatform().name("accept").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    private void run() {
        try (Reserve reserve = new Reserve()) {
            reserve.take();
            while (!listener.isClosed()) {
                acceptOne(reserve);
            }
        } catch (IOException e) {
            note.accept("The reserve could not be closed: " + e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // somebody wants this thread to end
        }
    }

    private void acceptOne(Reserve reserve) throws IOException, InterruptedException {
        try {
            Socket client = listener.accept();
            if (reserve.take()) {
                sayThatThereIsRoom();
                admit.accept(client);
            } else {
                client.close(); // it has the last descriptor, which the next client needs
            }
        } catch (IOException _) {
            if (!listener.isClosed()) {
                makeRoom(reserve);
            }
        } catch (RuntimeException | Error e) {
            note.accept("A client could not be let in: " + e.getClass().getName());
            pause();
        }
    }

    /// There was no descriptor for the next client. With the reserve's it can be accepted, and sent
    /// away. If even that does not help, `accept` would fail again at once: without a pause the
    /// loop would spin.
    private void makeRoom(Reserve reserve) throws IOException, InterruptedException {
        if (reserve.isHeld()) {
            reserve.close();
        } else {
            pause();
        }
        if (!full) {
            full = true;
            note.accept("No descriptor is left: new clients are sent away");
        }
    }

    /// Waits for a moment, or until the server stops.
    private void pause() throws InterruptedException {
        stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sayThatThereIsRoom() {
        if (full) {
            full = false;
            note.accept("There are descriptors again: new clients are welcome");
        }
    }

    /// Stops listening; does not wait. May be called twice.
    void stop() throws IOException {
        stopped.countDown();
        listener.close();
    }

    /// Waits for the thread's end. Returns whether it has ended.
    boolean join(Duration limit) throws InterruptedException {
        return thread.join(limit);
    }
}
