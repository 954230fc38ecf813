package lesson01;

import java.io.PrintStream;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// Says what an address is: its bits, its class, what it may be used for, and what Java makes of
/// it. A name is looked up first; that blocks until the name service has answered.
///
/// See RFC 791, 3.2 (the classes), RFC 6890 (the registries), RFC 4291 and RFC 5952 (IPv6).
public final class AddressInspector {

    private static final int PORT = 8888;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: AddressInspector [address or name...]
                    Prints the bits, the class and the scope of each address.
                    Default: 192.168.10.17. IPv4 and IPv6 are both understood.
                    Example: ./course run lesson01 AddressInspector 192.168.10.17 2001:db8::1
                    """,
                    Integer.MAX_VALUE);

    private final PrintStream out;

    private AddressInspector(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 not an address, 3 an unknown name.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> new AddressInspector(out).all(arguments));
    }

    private int all(Arguments arguments) throws Failure {
        int count = arguments.texts(0, "").size();
        for (int i = 0; i < count; i++) {
            inspect(arguments.text(i, "address", "192.168.10.17"));
        }
        return Program.DONE;
    }

    private void inspect(String text) throws Failure {
        if (AddressText.isMeant(text)) {
            InetAddress address = AddressText.address(text);
            print(text, bytesOf(text, address), address);
        } else {
            name(text);
        }
    }

    private void name(String name) throws Failure {
        try {
            InetAddress[] addresses = InetAddress.getAllByName(name); // blocks: asks for the name
            out.println(SafeText.of(name) + " is a name. Its addresses: " + addresses.length);
            for (InetAddress address : addresses) {
                print(name, address.getAddress(), address);
            }
        } catch (UnknownHostException e) {
            throw Resolver.unknown(name, e);
        }
    }

    /// The bytes that a text stands for. They are not always those of Java's object: Java turns
    /// `::ffff:192.0.2.1` into an [Inet4Address] of four bytes.
    private static byte[] bytesOf(String text, InetAddress address) {
        return text.contains(":") && address instanceof Inet4Address
                ? Ipv6Form.mapped(address.getAddress())
                : address.getAddress();
    }

    private void print(String text, byte[] bytes, InetAddress address) {
        out.println(AddressText.of(bytes));
        if (bytes.length == Integer.BYTES) {
            ipv4(bytes);
        } else {
            ipv6(bytes);
        }
        row("reverse name", AddressBits.reverseName(bytes));
        java(text, address);
    }

    private void ipv4(byte[] bytes) {
        String bits = AddressBits.binary(bytes);
        row("bits", bits);
        row("bytes", AddressBits.hex(bytes) + " in hexadecimal");
        row("one number", new BigInteger(1, bytes).toString());
        row("class", AddressClass.of(bits).toString());
        row("scope", scope(bytes));
    }

    private void ipv6(byte[] bytes) {
        row("groups", AddressBits.groups(bytes));
        String bits = AddressBits.binary(bytes);
        row("bits", bits.substring(0, bits.length() / 2));
        row("", bits.substring(bits.length() / 2 + 1));
        if (Ipv6Form.isMapped(bytes)) {
            row("scope", "IPv4-mapped: an IPv4 address, written as IPv6 (::ffff:0:0/96, RFC 4291)");
        } else {
            row("scope", scope(bytes));
        }
    }

    private static String scope(byte[] bytes) {
        return SpecialBlock.of(bytes)
                .map(block -> block.meaning() + " (" + block.range() + ", " + block.rfc() + ")")
                .orElse("public");
    }

    // region java
    private void java(String text, InetAddress address) {
        row("InetAddress", address.getClass().getSimpleName() + " " + address.getHostAddress());
        if (address instanceof Inet6Address ipv6 && ipv6.getScopeId() != 0) {
            row("zone", "interface number " + ipv6.getScopeId() + " of this machine");
        }
        row("resolved", new InetSocketAddress(address, PORT).toString());
        row("unresolved", InetSocketAddress.createUnresolved(SafeText.of(text), PORT).toString());
    }

    // endregion

    private void row(String name, String value) {
        out.println(String.format("  %-12s  %s", name, value));
    }
}
