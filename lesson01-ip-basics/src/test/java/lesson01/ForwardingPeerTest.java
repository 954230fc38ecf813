package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lesson01.exercise.ForwardingTable;
import lesson01.exercise.RouteWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Asks a real Linux kernel: random tables, random destinations, `ip route add` and `ip route get`
/// in the peer. Each table is one of its own that only packets with a mark use, so the peer's own
/// routes stay as they are.
@Exercise(number = "1.6", title = "Choose the next hop", points = 15, of = ForwardingTable.class)
@NeedsPeer
class ForwardingPeerTest {

    private static final int TABLES = 20;
    private static final int ROUTES = 12;
    private static final int DESTINATIONS = 15;
    private static final long SEED = 20_260_101L;
    private static final String WHY =
            "This is what Linux does with the same routes. Seed %d, table %d.";
    private static final Pattern ANSWER =
            Pattern.compile("(?<to>[0-9.]+) (via (?<gateway>[0-9.]+) )?dev (?<device>\\w+) .*");

    private final Trace trace = new Trace();

    @Test
    @Timeout(60)
    void linuxChoosesTheSameNextHop() {
        trace.call(
                "an empty table",
                () -> new ForwardingTable().nextHop(RouteWords.address("10.0.0.1")));
        Random random = new Random(SEED);
        List<RandomTable> tables = new ArrayList<>();
        for (int i = 0; i < TABLES; i++) {
            tables.add(RandomTable.of(random));
        }

        List<String> answers = ask(tables);

        // a comparison in which all are equal because nothing was asked proves nothing
        assertThat(answers).filteredOn(line -> line.equals("2")).hasSizeBetween(10, 200);
        assertThat(answers).filteredOn(line -> line.equals("unreachable")).hasSizeBetween(10, 200);
        assertThat(answers)
                .filteredOn(line -> line.matches("[0-9.]+ via .*"))
                .hasSizeGreaterThan(50);
        assertThat(answers)
                .filteredOn(line -> line.matches("[0-9.]+ dev .*"))
                .hasSizeGreaterThan(50);

        for (int i = 0; i < TABLES; i++) {
            compare(i, tables.get(i), answers.subList(i * lines(), (i + 1) * lines()));
        }
    }

    private static int lines() {
        return ROUTES + 1 + DESTINATIONS;
    }

    /// One command for all: for each table one line for each route (the status of `ip route add`),
    /// one with the table as Linux prints it, one for each destination.
    private static List<String> ask(List<RandomTable> tables) {
        StringBuilder script =
                new StringBuilder(
                        """
                        ip link add v0 type veth peer name v1 || exit 9
                        ip link set v0 up; ip link set v1 up
                        ip rule add pref 101 fwmark 7 unreachable || exit 8
                        """);
        for (RandomTable table : tables) {
            script.append("ip rule add pref 100 fwmark 7 lookup 700 || exit 7\n");
            table.routes.forEach(route ->
                    script.append(
                            "ip route add %s table 700 2>/dev/null; echo $?%n"
                                    .formatted(asCommand(route))));
            script.append("ip route show table 700 | tr '\\n' ';'; echo\n");
            table.destinations.forEach(destination ->
                    script.append(
                            "ip -o route get %s mark 7 2>/dev/null || echo unreachable%n"
                                    .formatted(destination)));
            script.append("ip route flush table 700; ip rule del pref 100\n");
        }
        script.append("ip rule del pref 101; ip link del v0\n");
        PeerCommand.Result result = Peer.get().run(script.toString(), Duration.ofSeconds(50));
        assertThat(result.status()).as("in the peer: %s", result.stderr()).isZero();
        assertThat(result.text().lines()).hasSize(TABLES * lines());
        return result.text().lines().toList();
    }

    /// `10.1.0.0/16 v0 metric 5` is written `10.1.0.0/16 dev v0 metric 5` for `ip`.
    private static String asCommand(String route) {
        return route.replace(" v", " dev v").replace("dev via", "via");
    }

    private void compare(int number, RandomTable random, List<String> linux) {
        String why = WHY.formatted(SEED, number);
        ForwardingTable table = trace.call("an empty table", ForwardingTable::new);
        for (int i = 0; i < ROUTES; i++) {
            String route = random.routes.get(i);
            boolean taken = trace.call("add " + route, () -> isTaken(table, route));
            trace.equal(
                    "Linux takes it too, or refuses it too", linux.get(i).equals("0"), taken, why);
        }
        List<String> shown = List.of(linux.get(ROUTES).split(";"));
        for (int i = 0; i < DESTINATIONS; i++) {
            String destination = random.destinations.get(i);
            String expected = hop(linux.get(ROUTES + 1 + i));
            Inet4Address address = (Inet4Address) InetAddress.ofLiteral(destination);
            String hop =
                    trace.call(
                            "next hop for " + destination,
                            () -> RouteWords.text(table.nextHop(address)));
            trace.equal("it is " + expected, expected, hop, why);
            assertThat(decision(shown, destination))
                    .as("RoutingTable, %s in %s", destination, shown)
                    .isEqualTo(expected);
        }
    }

    private static boolean isTaken(ForwardingTable table, String route) {
        try {
            RouteWords.add(table, route);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// The answer of `ip route get` in the words of [RouteWords].
    private static String hop(String answer) {
        Matcher matcher = ANSWER.matcher(answer);
        if (!matcher.matches()) {
            assertThat(answer).isEqualTo("unreachable");
            return answer;
        }
        String gateway = matcher.group("gateway");
        return (gateway == null ? matcher.group("to") : gateway) + " on " + matcher.group("device");
    }

    /// The decision of [RoutingTable]: the next hop and its interface, `10.0.0.1 on eth0`, or
    /// `unreachable`.
    ///
    /// @param routes lines as `ip route` prints them
    private static String decision(List<String> routes, String destination) {
        try {
            int address = Ipv4Text.parse(destination);
            return Forwarding.withMasks(RouteTable.parse(routes), address)
                    .route()
                    .map(route -> hop(route, destination))
                    .orElse("unreachable");
        } catch (Failure e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    private static String hop(Route route, String destination) {
        return switch (route.kind()) {
            case UNREACHABLE -> "unreachable";
            case DIRECT -> destination + " on " + route.device();
            case GATEWAY -> Ipv4Text.of(route.gateway()) + " on " + route.device();
        };
    }

    /// Few different bytes, so that routes and destinations often meet.
    private record RandomTable(List<String> routes, List<String> destinations) {

        static RandomTable of(Random random) {
            List<String> routes = new ArrayList<>();
            for (int i = 0; i < ROUTES; i++) {
                routes.add(i < 3 ? connected(random) : route(random));
            }
            List<String> destinations = new ArrayList<>();
            for (int i = 0; i < DESTINATIONS; i++) {
                destinations.add(text(address(random)));
            }
            return new RandomTable(routes, destinations);
        }

        private static String connected(Random random) {
            return network(random, 15 + random.nextInt(16)) + " v" + random.nextInt(2);
        }

        private static String route(Random random) {
            int kind = random.nextInt(10);
            int length = kind == 0 ? 0 : kind == 1 ? 32 : 4 + random.nextInt(29);
            String metric = random.nextInt(3) == 0 ? " metric " + (1 + random.nextInt(3)) : "";
            String where = kind == 2 ? " v" + random.nextInt(2) : " via " + text(address(random));
            return network(random, length) + where + metric;
        }

        /// Now and then with a bit behind the prefix, which Linux refuses.
        private static String network(Random random, int length) {
            int mask = length == 0 ? 0 : -1 << (32 - length);
            int network = address(random) & mask;
            boolean isWrong = length > 0 && length < 32 && random.nextInt(20) == 0;
            return text(isWrong ? network | 1 : network) + "/" + length;
        }

        private static int address(Random random) {
            int[] bytes = {0, 1, 2, 3, 64, 128, 130, 255};
            int address = 10;
            for (int i = 0; i < 3; i++) {
                address = address << 8 | bytes[random.nextInt(i == 0 ? 3 : bytes.length)];
            }
            return address;
        }

        private static String text(int address) {
            return (address >>> 24)
                    + "."
                    + (address >> 16 & 255)
                    + "."
                    + (address >> 8 & 255)
                    + "."
                    + (address & 255);
        }
    }
}
