package lesson02;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/// Takes one connection through its life and shows the state of both ends after every step, as the
/// kernel has them.
///
/// See RFC 9293, 3.3.2 (the states), 3.5 (the handshake), 3.6 (the close).
public final class SocketStates {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: SocketStates
                    Opens and closes a connection on loopback and prints the state of both ends.
                    Linux only.
                    Example: ./course run lesson02 SocketStates
                    """,
                    0);

    private final SocketTable table;
    private final PrintStream out;
    private boolean asForetold = true;

    private SocketStates(SocketTable table, PrintStream out) {
        this.table = table;
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 1 a state is not as foretold, 3 not on
    /// Linux.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(new SocketTable(Path.of("/proc/net")), args, out, err);
    }

    static int run(SocketTable table, String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(table, out));
    }

    private static int show(SocketTable table, PrintStream out)
            throws Failure, IOException, InterruptedException {
        if (!table.isReadable()) {
            String line =
                    "Cannot read %s/tcp, which only Linux has. Elsewhere \"netstat -an\" shows"
                            + " the states while a program runs.";
            throw Failure.environment(line.formatted(table.folder()));
        }
        SocketStates states = new SocketStates(table, out);
        states.show();
        return states.asForetold ? Program.DONE : Program.CHECKS_FAILED;
    }

    // region life
    private void show() throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = listener.getLocalPort();
            int clientPort;
            out.println("step                    client       server");
            step("server listens", 0, "-", port, "LISTEN");
            try (Socket client = new Socket()) {
                client.connect(listener.getLocalSocketAddress());
                clientPort = client.getLocalPort();
                step("client connects", clientPort, "ESTABLISHED", port, "ESTABLISHED");
                try (Socket _ = listener.accept()) {
                    step("server accepts", clientPort, "ESTABLISHED", port, "ESTABLISHED");
                    client.shutdownOutput();
                    step("client shuts output", clientPort, "FIN_WAIT_2", port, "CLOSE_WAIT");
                }
                step("server closes", clientPort, "TIME_WAIT", port, "-");
            }
            step("client closes", clientPort, "TIME_WAIT", port, "-");
        }
    }

    // endregion

    /// Prints both states. The kernel works on its own time: looks again until they are as
    /// foretold, or [#LIMIT] is over.
    private void step(String what, int clientPort, String client, int serverPort, String server)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String clientState;
        String serverState;
        boolean reached;
        do {
            clientState = clientPort == 0 ? "-" : table.stateOf(clientPort, serverPort);
            serverState = table.stateOf(serverPort, clientPort);
            reached = clientState.equals(client) && serverState.equals(server);
        } while (!reached && System.nanoTime() < end && pause());
        out.println(String.format("%-22s  %-11s  %s", what, clientState, serverState));
        asForetold &= reached;
    }

    private static boolean pause() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(1));
        return true;
    }
}
