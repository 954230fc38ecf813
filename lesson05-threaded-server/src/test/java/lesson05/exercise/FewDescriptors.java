package lesson05.exercise;

import course.testkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import lesson05.ServerChild;

/// The server of an exercise, in a process that may have 100 descriptors, while more clients come
/// than that. Linux only.
final class FewDescriptors implements AutoCloseable {

    private static final int DESCRIPTORS = 100;
    private static final int AT_LEAST = 20;
    private static final int MILLIS = 1_000;

    private final ServerChild server;
    private final List<Socket> clients = new ArrayList<>();

    private FewDescriptors(Class<?> exercise) throws IOException {
        server = ServerChild.of(ExerciseServer.class, exercise, DESCRIPTORS);
    }

    /// The trace says what happens; a server that dies or spins is a failure.
    static void check(Trace trace, Class<?> exercise) throws Exception {
        try (FewDescriptors few = new FewDescriptors(exercise)) {
            few.check(trace);
        }
    }

    private void check(Trace trace) throws Exception {
        int greeted = 0;
        while (greeted < DESCRIPTORS && isGreeted()) {
            greeted++;
        }
        trace.ok("in a process with 100 descriptors: clients come, and stay");
        trace.check(
                "many of them get an answer, until there is no descriptor left",
                greeted >= AT_LEAST && greeted < DESCRIPTORS,
                greeted + " of them got one. A client may cost one descriptor. " + lines());
        long ticks = server.quietestSecond();
        trace.check(
                "the server waits, and does not spin",
                ticks < ServerChild.QUIET,
                "In each second it used "
                        + ticks
                        + " hundredths of it of processor time, or more. Without a descriptor accept throws at once."
                        + " A loop that calls it again at once is busy with nothing. After a failure pause, 100 ms"
                        + " for example, and go on.");
        closeClients();
        trace.ok("all clients leave");
        boolean served = false;
        for (int i = 0; i < 5 && !served; i++) {
            served = isGreeted();
        }
        trace.check(
                "a new client is served again",
                served,
                "Now there are descriptors, but nobody accepts. An exception of accept must not end the loop, as long"
                        + " as the listener is open. "
                        + lines());
    }

    /// Whether one more client is sent something within a second.
    private boolean isGreeted() throws Exception {
        Socket client = new Socket();
        clients.add(client);
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        try {
            client.connect(address, MILLIS);
            client.setSoTimeout(MILLIS);
            return client.getInputStream().read() >= 0;
        } catch (IOException _) {
            return false; // refused, silent or sent away
        }
    }

    private String lines() {
        return server.lines().stream()
                .filter(line -> line.contains("xception") || line.contains("Error"))
                .findFirst()
                .map(line -> "The server said: " + line)
                .orElse("");
    }

    private void closeClients() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        clients.clear();
    }

    @Override
    public void close() throws IOException {
        closeClients();
        server.close();
    }
}
