package lesson03;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.file.Path;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/// Connects, sends nothing, and lets the kernel probe whether the other end still lives.
///
/// See RFC 9293, 3.8.4 (keep-alives), and tcp(7) for the three settings.
public final class KeepAlive {

    private static final int IDLE_SECONDS = 1;
    private static final int INTERVAL_SECONDS = 1;
    private static final int PROBES = 3;

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: KeepAlive [host] [port] [seconds]
                    Connects, sends nothing, has the connection probed, and waits for its end.
                    Defaults: localhost 8888 60. It waits so many seconds at most.
                    Example: ./course run lesson03 KeepAlive localhost 8888 60
                    """,
                    3);

    private KeepAlive() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no connection, or no
    /// such options on this system.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    InetSocketAddress server = Connector.serverOf(arguments);
                    int seconds = arguments.number(2, "number of seconds", 1, 86_400, 60);
                    return show(server, Duration.ofSeconds(seconds), out);
                });
    }

    private static int show(InetSocketAddress server, Duration wait, PrintStream out)
            throws Failure, IOException {
        try (Socket socket = Connector.connect(server)) {
            out.println(Connector.ends(socket));
            if (!socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
                throw Failure.environment(
                        "This system does not let a program choose the times of the probes.");
            }
            out.println("SO_KEEPALIVE is off, the kernel's timer: " + timerOf(socket));
            try {
                turnOn(socket);
            } catch (SocketException e) {
                throw Failure.environment("The other end was gone at once: " + e.getMessage());
            }
            out.println("SO_KEEPALIVE is on,  the kernel's timer: " + timerOf(socket));
            out.println(waitForTheEnd(socket, wait));
        }
        return Program.DONE;
    }

    // region turn-on
    /// From now on the kernel sends a probe when nothing has come for a second, then one each
    /// second; when three in a row have no answer, the connection is dead.
    static void turnOn(Socket socket) throws IOException {
        socket.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS); // Linux' default: 7200
        socket.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS); // 75
        socket.setOption(ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES); // 9
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true); // false
    }

    // endregion

    /// Blocks until the connection has ended, or the time is over, and says which it was. No probe
    /// can be read: the kernel sends and answers them without the program.
    static String waitForTheEnd(Socket socket, Duration wait) throws IOException {
        socket.setSoTimeout((int) wait.toMillis());
        try {
            int next = socket.getInputStream().read();
            return next < 0 ? "The other end has closed" : "The other end has sent something";
        } catch (SocketTimeoutException _) {
            return "Still connected after " + wait.toMillis() + " ms without a byte of data";
        } catch (SocketException e) {
            return "The connection is dead: " + e.getMessage();
        }
    }

    private static String timerOf(Socket socket) throws IOException {
        ProcNet table = new ProcNet(Path.of("/proc/net"));
        return table.rows().stream()
                .filter(row -> row.local().equals(socket.getLocalSocketAddress()))
                .filter(row -> row.remote().equals(socket.getRemoteSocketAddress()))
                .map(ProcNet.Row::timer)
                .findFirst()
                .orElse("only Linux shows it");
    }
}
