package lesson01;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;

/// Asks for the addresses of a name, or for the name of an address, as every Java program does it:
/// through [InetAddress], which asks the system (hosts file, then DNS). It blocks until the system
/// has answered or given up, which can take many seconds.
public final class Resolver {

    private static final String FOUND_SECONDS = "networkaddress.cache.ttl";
    private static final String UNKNOWN_SECONDS = "networkaddress.cache.negative.ttl";
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Resolver [name or address]
                    Prints the addresses of a name, in the order of the JVM, and each one's name.
                    Default: localhost.
                    Example: ./course run lesson01 Resolver localhost
                    """,
                    1);

    /// Where names and addresses come from.
    interface Names {

        /// All addresses of a name, the first one to be tried first.
        ///
        /// @throws UnknownHostException if there are none, or if nobody could be asked
        List<InetAddress> addressesOf(String name) throws UnknownHostException;

        /// The name of an address, or the address as text where there is none.
        String nameOf(InetAddress address);
    }

    /// The names of this machine and of DNS.
    record Jvm() implements Names {

        @Override
        public List<InetAddress> addressesOf(String name) throws UnknownHostException {
            return List.of(InetAddress.getAllByName(name));
        }

        @Override
        public String nameOf(InetAddress address) {
            return address.getCanonicalHostName();
        }
    }

    private Resolver() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 not an address, 3 an unknown name.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(new Jvm(), args, out, err);
    }

    static int run(Names names, String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> resolve(names, arguments.text(0, "name", "localhost"), out));
    }

    private static int resolve(Names names, String text, PrintStream out) throws Failure {
        if (AddressText.isMeant(text)) {
            out.println(back(names, AddressText.address(text)));
        } else {
            List<InetAddress> addresses = lookUp(names, text);
            out.println(SafeText.of(text) + " is a name. Java tries its addresses in this order:");
            for (int i = 0; i < addresses.size(); i++) {
                out.println("  " + (i + 1) + ". " + back(names, addresses.get(i)));
            }
        }
        out.println("This JVM remembers a name " + seconds(FOUND_SECONDS, "30"));
        out.println("and that a name is unknown " + seconds(UNKNOWN_SECONDS, "10"));
        return Program.DONE;
    }

    private static List<InetAddress> lookUp(Names names, String name) throws Failure {
        try {
            return names.addressesOf(name);
        } catch (UnknownHostException e) {
            throw unknown(name, e);
        }
    }

    /// Nobody knows the name, or nobody could be asked. Java has one exception for both, so the
    /// line names both and adds what the system said.
    static Failure unknown(String name, UnknownHostException reason) {
        String line = "No address for \"%s\": the name is unknown, or there is no DNS (%s).";
        return Failure.environment(
                line.formatted(
                        SafeText.of(name), SafeText.of(String.valueOf(reason.getMessage()))));
    }

    private static String back(Names names, InetAddress address) {
        String text = AddressText.of(address.getAddress());
        String name = names.nameOf(address);
        boolean none = name.equals(address.getHostAddress());
        return text + (none ? ", no name" : ", its name is " + SafeText.of(name));
    }

    private static String seconds(String property, String byDefault) {
        String set = Security.getProperty(property);
        return "%s s (%s)".formatted(set == null ? byDefault : set, property);
    }
}
