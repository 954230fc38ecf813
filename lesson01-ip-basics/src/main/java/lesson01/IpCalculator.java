package lesson01;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;

/// Takes an address and a mask apart, bit by bit, and says whether a second address is in the same
/// subnet.
///
/// See RFC 950 (masks), RFC 4632 (prefixes), RFC 3021 (the prefix 31).
public final class IpCalculator {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: IpCalculator [address/prefix] [other]
                           IpCalculator [address] [mask] [other]
                           IpCalculator classes
                    Prints the network number, the broadcast address and the hosts.
                    With another address: are both in the same subnet?
                    Default: 192.168.10.17/26.
                    Example: ./course run lesson01 IpCalculator 192.168.10.17/26 192.168.10.70
                    """,
                    3);

    private final PrintStream out;
    private final Ipv4Network network;

    private IpCalculator(Ipv4Network network, PrintStream out) {
        this.network = network;
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> calculate(arguments, out));
    }

    private static int calculate(Arguments arguments, PrintStream out) throws Failure {
        String first = arguments.text(0, "address", "192.168.10.17/26");
        String second = arguments.text(1, "second argument", "");
        String third = arguments.text(2, "other address", "");
        if (first.equals("classes")) {
            refuse(second);
            return classes(out);
        }
        boolean hasPrefix = first.contains("/");
        if (hasPrefix) {
            refuse(third);
        }
        Ipv4Network network =
                hasPrefix ? Ipv4Network.parse(first) : Ipv4Network.parse(first, second);
        String other = hasPrefix ? second : third;
        IpCalculator calculator = new IpCalculator(network, out);
        if (other.isEmpty()) {
            calculator.print();
        } else {
            calculator.compare(AddressText.ipv4(other).getAddress());
        }
        return Program.DONE;
    }

    private static void refuse(String tooMuch) throws Failure {
        if (!tooMuch.isEmpty()) {
            throw Failure.usage("Unknown argument \"" + SafeText.of(tooMuch) + "\".");
        }
    }

    private void print() {
        bits("address", network.address());
        bits("mask", network.mask());
        bits("AND: network", network.network());
        if (network.hasBroadcast()) {
            bits("broadcast", network.broadcast());
        }
        row("prefix", "/" + network.prefix());
        row("first host", AddressText.of(network.firstHost()));
        row("last host", AddressText.of(network.lastHost()));
        row("hosts", hosts());
        row("class", classful());
    }

    private String hosts() {
        int bits = Integer.SIZE - network.prefix();
        String number = String.format(Locale.ROOT, "%,d", network.hosts());
        return switch (bits) {
            case 0 -> number + ": all bits are fixed, one host";
            case 1 -> number + ": a link between two, no broadcast address (RFC 3021)";
            default -> number + ": 2^" + bits + " - 2, without network and broadcast";
        };
    }

    private String classful() {
        AddressClass old = AddressClass.of(AddressBits.binary(network.address()));
        return old.hasNetworks()
                ? old.name() + ": before CIDR the prefix was /" + old.networkBits()
                : old.name() + ": has no networks and no hosts";
    }

    private void compare(byte[] other) {
        byte[] otherNetwork = network.networkOf(other);
        bits("address", network.address());
        bits("mask", network.mask());
        bits("AND: network", network.network());
        bits("other address", other);
        bits("mask", network.mask());
        bits("AND: network", otherNetwork);
        out.println(
                Arrays.equals(network.network(), otherNetwork)
                        ? "Same subnet: the packet goes to the other host directly."
                        : "Different subnets: the packet goes to a router.");
    }

    private static int classes(PrintStream out) {
        out.println("class  leading bits  first byte   networks  hosts in each");
        for (AddressClass row : AddressClass.values()) {
            out.println(row.row());
        }
        return Program.DONE;
    }

    private void bits(String name, byte[] address) {
        String bits = AddressBits.binary(address, network.prefix());
        out.println(String.format("%-13s  %-15s  %s", name, AddressText.of(address), bits));
    }

    private void row(String name, String value) {
        out.println(String.format("%-13s  %s", name, value));
    }
}
