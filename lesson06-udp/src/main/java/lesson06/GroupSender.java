package lesson06;

import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;

/// Sends one datagram to a multicast group. It does not join the group, and it does not know
/// whether anybody has.
///
/// See RFC 1112, 6 (sending).
public final class GroupSender {

    private static final int LONGEST = 65_507;
    private static final int HIGHEST_TTL = 255;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: GroupSender [interface] [group] [port] [ttl] [text]
                    Sends one datagram to the group, through this interface.
                    Defaults: the loopback interface, 239.255.6.6, 8888, 1, 你好. With the TTL 1 it
                    passes no router, with 0 it does not leave this machine.
                    Example: ./course run lesson06 GroupSender lo 239.255.6.6 8888 1 你好
                    """,
                    5);

    private GroupSender() {}

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
                    GroupSettings settings = GroupSettings.of(arguments, 1);
                    String text = arguments.text(4, "text", "你好");
                    return send(settings, ttl(arguments), text, out);
                });
    }

    private static int ttl(Arguments arguments) throws Failure {
        String text = arguments.text(3, "TTL", "1");
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) > HIGHEST_TTL) {
            throw Failure.usage("The TTL \"" + SafeText.of(text) + "\" is not from 0 to 255.");
        }
        return Integer.parseInt(text);
    }

    private static int send(GroupSettings settings, int ttl, String text, PrintStream out)
            throws Failure {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            String line = "The text has %d bytes, and one datagram carries at most %d.";
            throw Failure.usage(line.formatted(bytes.length, LONGEST));
        }
        InetSocketAddress group = settings.group();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, settings.network());
            socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, ttl);
            // On: receivers on this machine get a copy too.
            socket.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            socket.send(new DatagramPacket(bytes, bytes.length, group));
            out.println(
                    "Sent %d bytes to %s on %s, TTL %d"
                            .formatted(
                                    bytes.length,
                                    Endpoint.of(group),
                                    settings.network().getName(),
                                    ttl));
            return Program.DONE;
        } catch (IOException e) {
            throw settings.failure("send to", e);
        }
    }
}
