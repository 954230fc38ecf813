package lesson01;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A server of [BindMatrix], bound to one address and any free port.
///
/// @param label what the table calls its address
/// @param server empty if this machine has no such address
record BindListener(String label, Optional<ServerSocket> server) implements AutoCloseable {

    static final String OWN_ADDRESS = "own address";

    private static final int LIMIT_MILLIS = 1_000;

    private static final int ATTEMPTS = 5;

    /// Makes a server socket on a port.
    @FunctionalInterface
    private interface Binding {
        ServerSocket open(int port) throws IOException;
    }

    /// One server for each kind of address. The caller closes them.
    static List<BindListener> openAll() throws IOException {
        List<BindListener> all = new ArrayList<>();
        InetAddress anyIpv4 = InetAddress.ofLiteral("0.0.0.0");
        Optional<InetAddress> own = ownAddress();
        all.add(open("127.0.0.1", port -> ipv4(InetAddress.ofLiteral("127.0.0.1"), port)));
        all.add(
                own.isPresent()
                        ? open(OWN_ADDRESS, port -> ipv4(own.get(), port))
                        : none(OWN_ADDRESS));
        all.add(open("0.0.0.0", port -> ipv4(anyIpv4, port)));
        all.add(open("0.0.0.0, by ServerSocket", port -> new ServerSocket(port, 5, anyIpv4)));
        all.add(open("::", port -> new ServerSocket(port, 5, InetAddress.ofLiteral("::"))));
        return all;
    }

    /// The first IPv4 address of this machine that is not loopback. Bridges to containers and other
    /// machines inside this one come last.
    static Optional<InetAddress> ownAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .filter(BindListener::isUpAndOutside)
                .sorted(
                        Comparator.comparing(BindListener::isInside)
                                .thenComparingInt(NetworkInterface::getIndex))
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .findFirst();
    }

    /// The port of the server, for whoever tries it from another host.
    int port() {
        return server.map(ServerSocket::getLocalPort).orElse(0);
    }

    // region reach
    /// Whether a connection to this address arrives here: `yes`, or what happens instead. Blocks
    /// for two seconds at most.
    String reachedAt(InetAddress destination) {
        if (server.isEmpty() || isMissing(destination)) {
            return "-";
        }
        try (Socket client = new Socket()) {
            client.connect(new InetSocketAddress(destination, port()), LIMIT_MILLIS);
            if (client.getLocalSocketAddress().equals(client.getRemoteSocketAddress())) {
                return "refused"; // it got the port that it looks for, and has met itself
            }
            return arrives(client) ? "yes" : "elsewhere"; // another program's server answered
        } catch (SocketTimeoutException _) {
            return "no answer";
        } catch (ConnectException _) {
            return "refused";
        } catch (NoRouteToHostException _) {
            return "no route";
        } catch (IOException _) {
            return "no way";
        }
    }

    /// Looks for this client among those that have come; others may knock too.
    private boolean arrives(Socket client) throws IOException {
        ServerSocket listener = server.orElseThrow();
        listener.setSoTimeout(LIMIT_MILLIS);
        while (true) {
            try (Socket accepted = listener.accept()) {
                if (accepted.getRemoteSocketAddress().equals(client.getLocalSocketAddress())) {
                    return true;
                }
            } catch (SocketTimeoutException _) {
                return false;
            }
        }
    }

    // endregion

    /// Linux answers on all of 127/8 without listing it, but IPv6 may be switched off.
    private static boolean isMissing(InetAddress destination) {
        try {
            return destination instanceof Inet6Address
                    && NetworkInterface.getByInetAddress(destination) == null;
        } catch (SocketException _) {
            return true;
        }
    }

    private static BindListener open(String label, Binding binding) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return new BindListener(label, Optional.of(binding.open(portFreeEverywhere())));
            } catch (BindException _) {
                // Somebody was quicker, or the machine has no such address.
            } catch (IOException | UnsupportedOperationException _) {
                break; // IPv6 is switched off
            }
        }
        return none(label);
    }

    /// With port 0 the kernel looks for a port that is free on one address. On another address it
    /// may belong to somebody else's server, and the table would show that one.
    private static int portFreeEverywhere() throws IOException {
        try (ServerSocket wildcard = new ServerSocket(0)) {
            return wildcard.getLocalPort();
        }
    }

    private static BindListener none(String label) {
        return new BindListener(label, Optional.empty());
    }

    // region ipv4
    /// A server as a program in C opens it: IPv4 and nothing else. `new ServerSocket` opens an IPv6
    /// socket wherever there is IPv6, and turns 0.0.0.0 into `::`.
    private static ServerSocket ipv4(InetAddress address, int port) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(address, port))
                .socket();
    }

    // endregion

    private static boolean isUpAndOutside(NetworkInterface candidate) {
        try {
            return candidate.isUp() && !candidate.isLoopback();
        } catch (SocketException _) {
            return false;
        }
    }

    private static boolean isInside(NetworkInterface candidate) {
        return candidate.getName().matches("(docker|br-|veth|virbr|vmnet|bridge).*");
    }

    @Override
    public void close() throws IOException {
        if (server.isPresent()) {
            server.get().close();
        }
    }
}
