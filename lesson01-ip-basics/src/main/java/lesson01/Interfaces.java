package lesson01;

import java.io.PrintStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Lists the network interfaces of this machine with their addresses, as `ip addr` and `ifconfig`
/// do; or takes one MAC address apart.
public final class Interfaces {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Interfaces [interface name or MAC address]
                    Lists all interfaces of this machine, or the one with this name.
                    A MAC address is taken apart; it need not be one of this machine.
                    Example: ./course run lesson01 Interfaces 02:42:ac:11:00:02
                    """,
                    1);

    private final PrintStream out;

    private Interfaces(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 neither an interface nor a MAC address.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> new Interfaces(out).list(arguments.text(0, "interface", "all")));
    }

    private int list(String wanted) throws Failure, SocketException {
        Optional<MacAddress> mac = MacAddress.parse(wanted);
        if (mac.isPresent()) {
            explain(mac.get());
            return Program.DONE;
        }
        List<NetworkInterface> all =
                NetworkInterface.networkInterfaces()
                        .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
                        .toList();
        List<NetworkInterface> found =
                all.stream()
                        .filter(i -> wanted.equals("all") || i.getName().equals(wanted))
                        .toList();
        if (found.isEmpty()) {
            String names =
                    all.stream().map(NetworkInterface::getName).collect(Collectors.joining(", "));
            String line = "\"%s\" is no MAC address, and no interface here. There are: %s.";
            throw Failure.usage(line.formatted(SafeText.of(wanted), names));
        }
        for (NetworkInterface face : found) {
            try {
                print(face);
            } catch (SocketException _) {
                out.println(face.getName() + ": has gone in the meantime");
            }
        }
        return Program.DONE;
    }

    private void print(NetworkInterface face) throws SocketException {
        List<String> words = new ArrayList<>();
        words.add(face.isUp() ? "up" : "down");
        words.add(face.isLoopback() ? "loopback" : "");
        words.add(face.isPointToPoint() ? "point to point" : "");
        words.add(face.supportsMulticast() ? "multicast" : "");
        words.removeIf(String::isEmpty);
        out.println(face.getName() + ": " + String.join(", ", words) + ", MTU " + face.getMTU());
        MacAddress.of(face.getHardwareAddress())
                .ifPresentOrElse(this::explain, () -> out.println("  no MAC address"));
        face.getInterfaceAddresses().stream()
                .map(Interfaces::withPrefix)
                .sorted(Comparator.comparing(text -> text.contains(":"))) // IPv4 first
                .forEach(text -> out.println("  " + text));
    }

    private static String withPrefix(InterfaceAddress entry) {
        InetAddress address = entry.getAddress();
        String text = AddressText.of(address.getAddress()) + "/" + entry.getNetworkPrefixLength();
        return address instanceof Inet4Address && entry.getBroadcast() != null
                ? text + ", broadcast " + entry.getBroadcast().getHostAddress()
                : text;
    }

    private void explain(MacAddress mac) {
        out.println("  MAC " + mac + ", first byte " + mac.firstByteInBits());
        out.println(
                "    last bit "
                        + (mac.isMulticast() ? "1: a group (multicast)" : "0: one station")
                        + (mac.isBroadcast() ? ", and all bits 1: everybody (broadcast)" : ""));
        out.println(
                mac.vendor()
                        .map(oui -> "    last but one 0: the vendor's number, OUI " + oui)
                        .orElse("    last but one 1: locally administered, made up by software"));
    }
}
