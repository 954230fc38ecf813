package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import lesson06.exercise.DatagramChat.End;

/// A chat of the student that runs on a thread of its own, with a keyboard and a screen that belong
/// to the test.
final class RunningChat implements AutoCloseable {

    final DatagramSocket socket;
    final BlockingQueue<String> shown = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<String>> typed = new LinkedBlockingQueue<>();
    private final InetSocketAddress address;
    private final FutureTask<End> task;

    RunningChat(DatagramSocket socket, InetSocketAddress other, Duration silence) {
        this.socket = socket;
        address = (InetSocketAddress) socket.getLocalSocketAddress();
        task =
                new FutureTask<>(() ->
                        DatagramChat.chat(socket, other, this::readLine, shown::add, silence));
        Thread.ofPlatform().daemon().name("the chat").start(task);
    }

    /// Where the other side sends to.
    InetSocketAddress address() {
        return address;
    }

    void type(String line) {
        typed.add(Optional.of(line));
    }

    void endKeyboard() {
        typed.add(Optional.empty());
    }

    /// Waits for the end of the chat, and throws what it has thrown; null when it goes on for
    /// longer than the limit.
    End end(Duration limit) throws Exception {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Throws what the chat has thrown, if it has.
    void throwIfFailed() throws Exception {
        if (task.isDone()) {
            end(Duration.ZERO);
        }
    }

    @Override
    public void close() {
        socket.close();
        endKeyboard();
    }

    /// As a real keyboard, it does not care for interrupts.
    private String readLine() throws IOException {
        while (true) {
            try {
                return typed.take().orElse(null);
            } catch (InterruptedException _) {
                // On it goes: nothing has been typed.
            }
        }
    }
}
