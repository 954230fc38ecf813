package lesson01;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Says what a port number means, and tries it: TCP, UDP on the same number, and a second TCP
/// server, which fails.
///
/// See RFC 6335, section 6 (the ranges) and ip(7) (`ip_local_port_range`).
public final class PortProbe {

    private static final int MOST_PORTS = 16;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: PortProbe [port...]
                    Without a port: which ports this machine gives to clients, and which need a
                    privilege. One port: what it is, and whether it is free on 127.0.0.1; 0 asks for
                    any. Several ports: what they are; nothing is bound.
                    Example: ./course run lesson01 PortProbe 8888
                    """,
                    MOST_PORTS);

    private PortProbe() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 the port is taken or
    /// not allowed.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(PortLimits.ofThisMachine(), args, out, err);
    }

    static int run(PortLimits limits, String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments ->
                        switch (args.length) {
                            case 0 -> machine(limits, out);
                            case 1 -> tryPort(arguments.port(0, 0), limits, out);
                            default -> ranges(args.length, arguments, out);
                        });
    }

    private static int machine(PortLimits limits, PrintStream out) {
        out.println(
                limits.ephemeral()
                        .map(range ->
                                "Ephemeral ports, given to clients: "
                                        + (range.first() + " to " + range.last())
                                        + " (ip_local_port_range)")
                        .orElse(
                                "This system does not say in /proc which ports it gives to clients."
                                        + " RFC 6335 has 49152 to 65535 for that."));
        int first = limits.firstWithoutPrivilege().orElse(0);
        out.println(
                first == 0
                        ? "No port needs a privilege, as far as /proc says."
                        : "Ports below "
                                + first
                                + " need a privilege (ip_unprivileged_port_start).");
        limits.has(PortLimits.CAP_NET_BIND_SERVICE)
                .ifPresent(has ->
                        out.println(
                                "This process "
                                        + (has ? "has" : "does not have")
                                        + " the capability CAP_NET_BIND_SERVICE."));
        return Program.DONE;
    }

    private static int ranges(int count, Arguments arguments, PrintStream out) throws Failure {
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            ports[i] = arguments.port(i, 0);
        }
        for (int port : ports) {
            out.println("%5d  %s".formatted(port, PortRange.of(port)));
        }
        return Program.DONE;
    }

    private static int tryPort(int port, PortLimits limits, PrintStream out)
            throws Failure, IOException {
        refuseWithoutPrivilege(port, limits);
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket server = listen(new InetSocketAddress(loopback, port))) {
            InetSocketAddress bound = (InetSocketAddress) server.getLocalSocketAddress();
            out.println("TCP " + Endpoint.of(bound) + " is ours");
            out.println(
                    port == 0
                            ? "Port 0 is reserved: it asks the system for any free port"
                            : "Port " + port + " is " + PortRange.of(port));
            // region second
            out.println("UDP " + Endpoint.of(bound) + " is " + udp(bound));
            out.println("TCP " + Endpoint.of(bound) + " a second time: this will fail");
            try (ServerSocket _ = new ServerSocket(bound.getPort(), 1, loopback)) {
                out.println("It did not fail: this system lets two servers share a port");
            } catch (IOException e) {
                out.println("It failed: " + e.getMessage());
            }
            // endregion
        }
        return Program.DONE;
    }

    private static String udp(InetSocketAddress address) {
        try (DatagramSocket _ = new DatagramSocket(address)) {
            return "ours too: TCP and UDP have ports of their own";
        } catch (IOException e) {
            return "taken by another program (" + e.getMessage() + ")";
        }
    }

    private static ServerSocket listen(InetSocketAddress address) throws Failure {
        try {
            return new ServerSocket(address.getPort(), 1, address.getAddress());
        } catch (IOException e) {
            throw Failure.cannotListen(address, e);
        }
    }

    private static void refuseWithoutPrivilege(int port, PortLimits limits) throws Failure {
        if (limits.refuses(port)) {
            int first = limits.firstWithoutPrivilege().orElse(0);
            throw Failure.environment(
                    "Port "
                            + port
                            + " needs a privilege here, and this process has none. Take a port from "
                            + first
                            + " up, or ask the administrator for CAP_NET_BIND_SERVICE.");
        }
    }
}
