package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/// Joins a multicast group and prints what is sent to it. Several receivers on one machine can
/// share the port: each gets a copy of every datagram.
///
/// See RFC 1112, 7 (joining a group), and [java.net.MulticastSocket].
public final class GroupReceiver {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: GroupReceiver [interface] [group] [port] [datagrams]
                    Joins the group on this interface, prints so many datagrams, leaves and ends.
                    Defaults: the loopback interface, 239.255.6.6, 8888, 1. Port 0 takes any.
                    Example: ./course run lesson06 GroupReceiver lo 239.255.6.6 8888 1
                    """,
                    4);

    private GroupReceiver() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no multicast here.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    GroupSettings settings = GroupSettings.of(arguments, 0);
                    return receive(settings, datagrams(arguments), out);
                });
    }

    private static int datagrams(Arguments arguments) throws Failure {
        String text = arguments.text(3, "number of datagrams", "1");
        if (!text.matches("[1-9]\\d{0,8}")) {
            String line = "The number of datagrams \"%s\" is not from 1 to 999999999.";
            throw Failure.usage(line.formatted(SafeText.of(text)));
        }
        return Integer.parseInt(text);
    }

    private static int receive(GroupSettings settings, int datagrams, PrintStream out)
            throws Failure, IOException {
        try (DatagramSocket socket = join(settings)) {
            InetSocketAddress group = settings.group();
            InetSocketAddress joined =
                    new InetSocketAddress(group.getAddress(), socket.getLocalPort());
            out.println("Joined " + Endpoint.of(joined) + " on " + settings.network().getName());
            DatagramPacket packet = new DatagramPacket(new byte[65_507], 65_507);
            for (int i = 0; i < datagrams; i++) {
                socket.receive(packet);
                String text =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
                String from = Endpoint.of(packet.getSocketAddress());
                out.println(from + " says to the group: " + SafeText.of(text));
            }
            return Program.DONE; // closing the socket leaves the group
        }
    }

    private static DatagramSocket join(GroupSettings settings) throws Failure {
        try {
            DatagramSocket socket = new DatagramSocket(null);
            try {
                // region join
                // Without it the second receiver on this machine cannot have the port.
                socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                socket.bind(local(settings));
                socket.joinGroup(settings.group(), settings.network());
                // endregion
                return socket;
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw settings.failure("join", e);
        }
    }

    /// Bound to the group's address the socket hears the group only, and nothing that is sent to
    /// this machine's own addresses. Windows does not allow it: there it hears both.
    private static InetSocketAddress local(GroupSettings settings) {
        int port = settings.group().getPort();
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return windows ? new InetSocketAddress(port) : settings.group();
    }
}
