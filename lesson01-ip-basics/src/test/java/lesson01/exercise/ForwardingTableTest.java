package lesson01.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import lesson01.exercise.ForwardingTable.NextHop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "1.6", title = "Choose the next hop", points = 15, of = ForwardingTable.class)
class ForwardingTableTest {

    private static final String LONGEST_RULE =
            "Of all routes that fit, the one with the longest prefix decides. Neither the order in"
                    + " which they were added nor the metric comes before it.";
    private static final String DIRECT_RULE =
            "On a connected network nobody stands between: the next hop is the destination itself.";
    private static final String GATEWAY_RULE =
            "The next hop is the gateway. The packet still carries the address of its destination.";
    private static final String MASK_RULE =
            "Only the first bits count, as many as the prefix is long. In Java a shift by 32 is a"
                    + " shift by 0: a prefix of 0 bits needs care.";
    private static final String METRIC_RULE =
            "Two routes with equal prefixes: the lower metric decides, whichever was added first.";
    private static final String REACH_RULE =
            "A frame reaches only hosts of a connected network. A gateway must be one of them.";

    private final Trace trace = new Trace();

    @Test
    void aConnectedNetworkIsReachedDirectly() {
        ForwardingTable table = table("192.168.1.0/24 eth0");

        expect(table, "192.168.1.77", "192.168.1.77 on eth0", DIRECT_RULE);
        expect(table, "192.168.1.255", "192.168.1.255 on eth0", DIRECT_RULE);
        expect(table, "192.168.2.77", "unreachable", MASK_RULE);
    }

    @Test
    void anEmptyTableReachesNobody() {
        expect(table(), "192.168.1.1", "unreachable", "Where no route fits, the result is empty.");
    }

    @Test
    void anotherNetworkIsReachedThroughItsGateway() {
        ForwardingTable table = table("192.168.1.0/24 eth0", "10.8.0.0/16 via 192.168.1.254");

        expect(table, "10.8.200.3", "192.168.1.254 on eth0", GATEWAY_RULE);
        expect(table, "10.9.200.3", "unreachable", MASK_RULE);
    }

    @Test
    void whatFitsNothingElseTakesTheDefaultRoute() {
        ForwardingTable table = table("192.168.1.0/24 eth0", "0.0.0.0/0 via 192.168.1.1");

        expect(table, "203.0.113.9", "192.168.1.1 on eth0", "0.0.0.0/0 fits all. " + MASK_RULE);
        expect(table, "10.1.2.3", "192.168.1.1 on eth0", "0.0.0.0/0 fits all. " + MASK_RULE);
        expect(table, "192.168.1.9", "192.168.1.9 on eth0", LONGEST_RULE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLongestPrefixDecidesWhateverTheOrder(boolean shortFirst) {
        String connected = "192.168.1.0/24 eth0";
        String shorter = "10.0.0.0/8 via 192.168.1.1";
        String longer = "10.8.0.0/16 via 192.168.1.2";
        ForwardingTable table =
                shortFirst ? table(connected, shorter, longer) : table(connected, longer, shorter);

        expect(table, "10.8.1.1", "192.168.1.2 on eth0", LONGEST_RULE);
        expect(table, "10.7.1.1", "192.168.1.1 on eth0", LONGEST_RULE);
    }

    @Test
    void aHostRouteIsForOneHost() {
        ForwardingTable table =
                table(
                        "192.168.1.0/24 eth0",
                        "192.168.1.7/32 via 192.168.1.1",
                        "0.0.0.0/0 via 192.168.1.2");

        expect(table, "192.168.1.7", "192.168.1.1 on eth0", LONGEST_RULE);
        expect(table, "192.168.1.6", "192.168.1.6 on eth0", LONGEST_RULE);
    }

    @Test
    void theLowerMetricDecidesBetweenEqualPrefixes() {
        ForwardingTable table =
                table(
                        "192.168.1.0/24 eth0",
                        "10.0.0.0/8 via 192.168.1.1 metric 200",
                        "10.0.0.0/8 via 192.168.1.2 metric 100",
                        "10.0.0.0/8 via 192.168.1.3 metric 300");

        expect(table, "10.1.1.1", "192.168.1.2 on eth0", METRIC_RULE);
    }

    @Test
    void theMetricDoesNotComeBeforeThePrefix() {
        ForwardingTable table =
                table(
                        "192.168.1.0/24 eth0",
                        "10.0.0.0/8 via 192.168.1.1 metric 1",
                        "10.8.0.0/16 via 192.168.1.2 metric 900");

        expect(table, "10.8.1.1", "192.168.1.2 on eth0", LONGEST_RULE);
    }

    @ParameterizedTest
    @CsvSource({
        "128.0.0.0/1, 127.255.255.255, 128.0.0.0",
        "10.8.4.0/23, 10.8.6.0, 10.8.5.255",
        "203.0.113.64/26, 203.0.113.63, 203.0.113.127",
        "192.0.2.6/31, 192.0.2.5, 192.0.2.7"
    })
    void aPrefixMayEndInsideAByte(String network, String outside, String inside) {
        ForwardingTable table = table(network + " eth0");

        expect(table, inside, inside + " on eth0", MASK_RULE);
        expect(table, outside, "unreachable", MASK_RULE);
    }

    @Test
    void theGatewaysInterfaceIsThatOfTheLongestConnectedPrefix() {
        ForwardingTable table =
                table(
                        "10.0.0.0/8 eth0",
                        "10.1.0.0/16 eth1",
                        "203.0.113.0/24 via 10.1.2.3",
                        "198.51.100.0/24 via 10.2.2.3");

        expect(table, "203.0.113.9", "10.1.2.3 on eth1", LONGEST_RULE);
        expect(table, "198.51.100.9", "10.2.2.3 on eth0", LONGEST_RULE);
    }

    @Test
    void anUnknownGatewayIsRefused() {
        refuses(table("192.168.1.0/24 eth0"), "10.8.0.0/16 via 192.168.2.1", REACH_RULE);
    }

    @Test
    void aGatewayBehindAGatewayIsRefused() {
        refuses(
                table("192.168.1.0/24 eth0", "0.0.0.0/0 via 192.168.1.1"),
                "10.8.0.0/16 via 203.0.113.1",
                "The default route fits this gateway, but it is no connected network. "
                        + REACH_RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "0.0.0.0/64"})
    void aPrefixLengthOutOfRangeIsRefused(String network) {
        refuses(table(), network + " eth0", "A prefix has 0 to 32 bits.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.8.0.1/16", "10.8.7.7/31", "128.0.0.0/0"})
    void bitsBehindThePrefixAreRefused(String network) {
        refuses(
                table(),
                network + " eth0",
                "Behind the prefix all bits of a network are 0. A mistake in a table is found best"
                        + " when it is made.");
    }

    @Test
    void theSameRouteTwiceIsRefused() {
        refuses(
                table("192.168.1.0/24 eth0", "10.0.0.0/8 via 192.168.1.1 metric 5"),
                "10.0.0.0/8 via 192.168.1.2 metric 5",
                "With equal network, prefix length and metric nobody could say which one decides.");
    }

    private ForwardingTable table(String... routes) {
        ForwardingTable table = trace.call("an empty table", ForwardingTable::new);
        for (String route : routes) {
            trace.run("add " + route, () -> RouteWords.add(table, route));
        }
        return table;
    }

    private void expect(ForwardingTable table, String destination, String expected, String why) {
        trace.byHand("ip route get " + destination + "   (your own machine's table)");
        Inet4Address address = address(destination);
        Optional<NextHop> hop =
                trace.call("next hop for " + destination, () -> table.nextHop(address));

        trace.equal("it is " + expected, expected, RouteWords.text(hop), why);
    }

    private void refuses(ForwardingTable table, String route, String why) {
        trace.throwsA(
                IllegalArgumentException.class,
                "add " + route,
                why,
                () -> RouteWords.add(table, route));
        Inet4Address inside = address("10.8.7.7");
        Optional<NextHop> before = trace.call("next hop for 10.8.7.7", () -> table.nextHop(inside));
        trace.check(
                "the refused route is not in the table",
                !RouteWords.text(before).startsWith("10.8.7.7")
                        && !RouteWords.text(before).startsWith("192.168.1.2 "),
                "A route that is refused must leave the table as it was. Check first, keep then.");
    }

    private static Inet4Address address(String text) {
        return (Inet4Address) InetAddress.ofLiteral(text);
    }
}
