package lesson01;

import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Asks whether a host is there, in two ways: with [InetAddress#isReachable], and with a TCP
/// connect to a port. Shows on Linux what `isReachable` has sent.
///
/// See RFC 792 (ICMP echo), RFC 862 (the echo service, port 7), RFC 9293, 3.5.2 (when a RST comes).
public final class Reachability {

    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String SENT = "--sent";
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Reachability [host] [port] [--sent]
                    Asks isReachable, and with a port also a TCP connect. --sent shows what
                    isReachable has sent, from the kernel's counters (Linux). The host is localhost
                    unless you give one.
                    Example: ./course run lesson01 Reachability localhost 8888
                    """,
                    3);

    private Reachability() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, reachable or not; 2 wrong arguments, 3 no
    /// such host, or no counters.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(Path.of("/proc/net"), args, out, err);
    }

    static int run(Path net, String[] args, PrintStream out, PrintStream err) {
        List<String> all = List.of(args);
        String[] words = all.stream().filter(arg -> !arg.equals(SENT)).toArray(String[]::new);
        return PROGRAM.run(
                words,
                out,
                err,
                arguments -> {
                    String host = arguments.text(0, "host", "localhost");
                    int port = words.length > 1 ? arguments.port(1, 1) : 0;
                    InetAddress address = resolve(host);
                    askIsReachable(
                            address, all.contains(SENT) ? Optional.of(net) : Optional.empty(), out);
                    if (port > 0) {
                        askTcp(new InetSocketAddress(address, port), out);
                    }
                    return Program.DONE;
                });
    }

    private static InetAddress resolve(String host) throws Failure {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException _) {
            throw Failure.environment(
                    "Cannot look for \"" + SafeText.of(host) + "\": no such host is known.");
        }
    }

    // region is-reachable
    private static void askIsReachable(InetAddress address, Optional<Path> net, PrintStream out)
            throws Failure, IOException {
        SentCounters before = net.isPresent() ? counters(net.get()) : null;
        long start = System.nanoTime();
        boolean reachable = address.isReachable((int) LIMIT.toMillis());
        out.println(
                "%s isReachable: %s, after %d ms"
                        .formatted(address.getHostAddress(), reachable, millisSince(start)));
        if (before != null) {
            out.println("isReachable has sent " + counters(net.get()).since(before));
        }
    }

    // endregion

    private static SentCounters counters(Path net) throws Failure {
        return SentCounters.read(net)
                .orElseThrow(() ->
                        Failure.environment(
                                "Cannot read "
                                        + net
                                        + "/snmp, which only Linux has: leave out --sent."));
    }

    // region tcp
    private static void askTcp(InetSocketAddress end, PrintStream out) {
        long start = System.nanoTime();
        String answer = tcpAnswer(end);
        out.println(
                "%s TCP connect: %s, after %d ms"
                        .formatted(Endpoint.of(end), answer, millisSince(start)));
    }

    private static String tcpAnswer(InetSocketAddress end) {
        try (Socket socket = new Socket()) {
            socket.connect(end, (int) LIMIT.toMillis());
            return "open; the host is there, and a program listens";
        } catch (SocketTimeoutException _) {
            return "no answer; no such host, or a firewall drops what we send";
        } catch (ConnectException _) {
            return "refused, a RST came; the host is there, and nobody listens";
        } catch (NoRouteToHostException _) {
            return "no route; a router or our own ARP says that the host is not there";
        } catch (IOException e) {
            return "not possible (" + e.getMessage() + ")";
        }
    }

    // endregion

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
