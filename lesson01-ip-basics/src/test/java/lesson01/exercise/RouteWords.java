package lesson01.exercise;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import lesson01.exercise.ForwardingTable.NextHop;

/// Routes and next hops as one line: `10.8.0.0/16 via 192.168.1.254 metric 5`, `192.168.1.0/24
/// eth0`.
public final class RouteWords {

    private RouteWords() {}

    public static void add(ForwardingTable table, String route) {
        String[] words = route.split("[ /]");
        Inet4Address network = address(words[0]);
        int prefixLength = Integer.parseInt(words[1]);
        int at = route.indexOf(" metric ");
        int metric = at < 0 ? 0 : Integer.parseInt(route.substring(at + " metric ".length()));
        if (words[2].equals("via")) {
            table.addThrough(network, prefixLength, address(words[3]), metric);
        } else {
            table.addConnected(network, prefixLength, words[2], metric);
        }
    }

    /// `192.168.1.254 on eth0`, or `unreachable`.
    public static String text(Optional<NextHop> hop) {
        return hop == null
                ? "null"
                : hop.map(next ->
                                next.address().getHostAddress() + " on " + next.networkInterface())
                        .orElse("unreachable");
    }

    public static Inet4Address address(String text) {
        return (Inet4Address) InetAddress.ofLiteral(text);
    }
}
