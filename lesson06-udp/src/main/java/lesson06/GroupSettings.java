package lesson06;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;

/// The arguments that sender and receivers share: the interface, the group, the port.
///
/// @param network the interface through which the group is reached; on a machine with several, the
///   group's address alone does not say which
/// @param group a class D address, 224.0.0.0 to 239.255.255.255, and the port
record GroupSettings(NetworkInterface network, InetSocketAddress group) {

    /// In the block 239.255.0.0/16, which does not leave one's own network (RFC 2365).
    static final String GROUP = "239.255.6.6";

    /// Reads three arguments: interface, group, port.
    static GroupSettings of(Arguments arguments, int lowestPort) throws Failure, IOException {
        NetworkInterface network = network(arguments.text(0, "interface", ""));
        String text = arguments.text(1, "group", GROUP);
        InetAddress group = literal(text);
        if (!group.isMulticastAddress() || group.getAddress().length != 4) {
            String line = "%s is not a group: a group is from 224.0.0.0 to 239.255.255.255.";
            throw Failure.usage(line.formatted(SafeText.of(text)));
        }
        return new GroupSettings(
                network, new InetSocketAddress(group, arguments.port(2, lowestPort)));
    }

    /// By default the loopback interface, whatever its name is: `lo` on Linux, `lo0` on macOS.
    private static NetworkInterface network(String name) throws Failure, IOException {
        if (name.isEmpty()) {
            return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        }
        NetworkInterface network = NetworkInterface.getByName(name);
        if (network == null) {
            String line = "No interface is called \"%s\". These are here: %s.";
            String names =
                    String.join(
                            ", ",
                            NetworkInterface.networkInterfaces()
                                    .map(NetworkInterface::getName)
                                    .sorted()
                                    .toList());
            throw Failure.environment(line.formatted(SafeText.of(name), names));
        }
        return network;
    }

    private static InetAddress literal(String text) throws Failure {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException _) {
            throw Failure.usage("\"" + SafeText.of(text) + "\" is not an address.");
        }
    }

    /// Why this machine does not take part.
    Failure failure(String what, IOException reason) {
        String line = "Cannot %s %s on %s (%s). Give an interface that has multicast.";
        return Failure.environment(
                line.formatted(what, Endpoint.of(group), network.getName(), reason.getMessage()));
    }
}
