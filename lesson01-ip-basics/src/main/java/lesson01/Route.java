package lesson01;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// One line of a routing table.
///
/// @param kind what happens to a packet for this destination
/// @param network the destination's first address
/// @param prefixLength how many bits of it count: 0 for the default route, 32 for a host route
/// @param gateway the next router, only for [Kind#GATEWAY]; else 0
/// @param device the network interface, for example `eth0`; empty for [Kind#UNREACHABLE]
/// @param metric the cost: of two routes to the same destination the lower one counts
record Route(Kind kind, int network, int prefixLength, int gateway, String device, int metric) {

    private static final Map<String, Kind> TYPES =
            Map.of(
                    "unreachable", Kind.UNREACHABLE,
                    "blackhole", Kind.UNREACHABLE,
                    "prohibit", Kind.UNREACHABLE);
    private static final Set<String> FLAGS = Set.of("onlink", "linkdown", "dead", "pervasive");
    private static final Set<String> KEYS =
            Set.of("via", "dev", "metric", "proto", "scope", "src", "mtu", "advmss", "table");

    /// What happens to a packet.
    enum Kind {
        /// The destination is on this network: no router in between.
        DIRECT,
        /// The packet goes to a router.
        GATEWAY,
        /// The packet is not sent.
        UNREACHABLE
    }

    /// Reads one line as `ip route` prints it: `10.8.0.0/16 via 192.168.1.254 dev wlan0`.
    ///
    /// @throws Failure if it is none; the message says why, without the line
    static Route parse(String line) throws Failure {
        String[] words = line.strip().split("\\s+");
        Kind type = TYPES.get(words[0]);
        int at = type == null ? 0 : 1;
        if (at >= words.length) {
            throw Failure.usage("the destination is missing.");
        }
        String[] destination =
                words[at].equals("default")
                        ? new String[] {"0.0.0.0", "0"}
                        : words[at].split("/", -1);
        int network = Ipv4Text.parse(destination[0]);
        int prefixLength = prefixLength(destination);
        Map<String, String> values = values(words, at + 1);
        if (hostBits(network, prefixLength).contains("1")) {
            throw Failure.usage(
                    "%s has bits behind its prefix of %d bits."
                            .formatted(Ipv4Text.of(network), prefixLength));
        }
        return new Route(
                kind(type, values),
                network,
                prefixLength,
                values.containsKey("via") ? Ipv4Text.parse(values.get("via")) : 0,
                device(type, values),
                metric(values.getOrDefault("metric", "0")));
    }

    private static String hostBits(int network, int prefixLength) {
        return Ipv4Text.bits(network).substring(prefixLength);
    }

    private static int prefixLength(String[] destination) throws Failure {
        if (destination.length == 1) {
            return 32;
        }
        if (destination.length > 2 || !destination[1].matches("[0-9]|[12][0-9]|3[0-2]")) {
            String line = "the prefix length \"%s\" is no number from 0 to 32.";
            throw Failure.usage(line.formatted(SafeText.of(destination[1])));
        }
        return Integer.parseInt(destination[1]);
    }

    private static Map<String, String> values(String[] words, int from) throws Failure {
        Map<String, String> values = new HashMap<>();
        for (int i = from; i < words.length; i++) {
            if (FLAGS.contains(words[i])) {
                continue;
            }
            if (!KEYS.contains(words[i])) {
                throw Failure.usage("unknown word \"" + SafeText.of(words[i]) + "\".");
            }
            if (i + 1 == words.length) {
                throw Failure.usage("nothing follows \"" + words[i] + "\".");
            }
            values.put(words[i], words[++i]);
        }
        return values;
    }

    private static Kind kind(Kind type, Map<String, String> values) {
        return type != null ? type : values.containsKey("via") ? Kind.GATEWAY : Kind.DIRECT;
    }

    private static String device(Kind type, Map<String, String> values) throws Failure {
        if (type == null && !values.containsKey("dev")) {
            throw Failure.usage("the interface is missing, for example \"dev eth0\".");
        }
        return type == null ? SafeText.of(values.get("dev")) : "";
    }

    private static int metric(String text) throws Failure {
        if (!text.matches("[0-9]{1,9}")) {
            throw Failure.usage("the metric \"" + SafeText.of(text) + "\" is no number.");
        }
        return Integer.parseInt(text);
    }

    /// Whether a packet for this address fits the route: the first bits are equal.
    boolean fits(int destination) {
        return agreeingBits(destination) >= prefixLength;
    }

    /// How many bits, from the highest one, the destination has in common with [#network].
    int agreeingBits(int destination) {
        return Integer.numberOfLeadingZeros(network ^ destination);
    }

    /// The name of this kind of route in the lesson.
    String name() {
        return switch (kind) {
            case UNREACHABLE -> "unreachable";
            case DIRECT -> "connected network";
            case GATEWAY ->
                    switch (prefixLength) {
                        case 0 -> "default route";
                        case 32 -> "host route";
                        default -> "network route";
                    };
        };
    }

    /// `10.8.0.0/16`.
    String destination() {
        return Ipv4Text.of(network) + "/" + prefixLength;
    }

    /// Where the packet goes: `via 192.168.1.1 dev wlan0`, `direct dev eth0`, `unreachable`.
    String where() {
        return switch (kind) {
            case UNREACHABLE -> "unreachable";
            case DIRECT -> "direct dev " + device;
            case GATEWAY -> "via " + Ipv4Text.of(gateway) + " dev " + device;
        };
    }
}
