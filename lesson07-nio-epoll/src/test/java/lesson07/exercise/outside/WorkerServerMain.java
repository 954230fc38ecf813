package lesson07.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import lesson07.exercise.WorkerServer;

/// Opens a [WorkerServer] with two workers that echo. The handler throws at `break`, and at `wait`
/// it waits until another client sends `go on`.
final class WorkerServerMain {

    private static final CountDownLatch GO_ON = new CountDownLatch(1);
    private static final int LIMIT_SECONDS = 30;

    private WorkerServerMain() {}

    public static void main(String[] args) {
        AtomicReference<WorkerServer> server = new AtomicReference<>();
        Launcher.serve(
                () -> {
                    List<Selector> two = List.of(Selector.open(), Selector.open());
                    server.set(new WorkerServer(Launcher.ANY_PORT, two, WorkerServerMain::echo));
                    return server.get().address();
                },
                () -> server.get().close());
    }

    private static boolean echo(SocketChannel client) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1_024);
        int count = client.read(bytes);
        String text = StandardCharsets.UTF_8.decode(bytes.flip()).toString().strip();
        switch (text) {
            case "break" -> throw new IllegalStateException("a handler with a bug");
            case "wait" -> await();
            case "go on" -> GO_ON.countDown();
            default -> {} // nothing but the echo
        }
        client.write(bytes.rewind());
        return count >= 0;
    }

    private static void await() throws IOException {
        try {
            if (!GO_ON.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nobody has said: go on");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
