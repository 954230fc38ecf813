package lesson01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import course.testkit.Terminal;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class RoutingTableTest {

    private final Terminal terminal = new Terminal();

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.168.1.30 | Direct delivery on wlan0 | Direct delivery on wlan0",
                "203.0.113.7  | Next hop 192.168.1.253 on wlan0, by the host route | Next hop 192.168.1.253 on wlan0, by the host route",
                "10.8.200.1   | Next hop 192.168.1.254 on wlan0, by the network route | Next hop 192.168.1.254 on wlan0, by the network route",
                "10.8.7.6     | Next hop 192.168.1.254 on wlan0, by the network route | Next hop 172.16.5.1 on eth0, by the network route",
                "172.16.9.9   | Direct delivery on eth0 | Next hop 192.168.1.1 on wlan0, by the default route",
                "198.51.100.9 | Unreachable: a route says so | Unreachable: a route says so",
                "8.8.8.8      | Next hop 192.168.1.1 on wlan0, by the default route | Next hop 192.168.1.1 on wlan0, by the default route"
            })
    void eachKindOfDecisionIsMade(String destination, String withoutMasks, String withMasks) {
        assertThat(terminal.run(RoutingTable::run, destination)).isZero();

        List<String> verdicts =
                terminal.lines().stream().filter(line -> line.contains("=>")).toList();
        assertThat(verdicts.get(0)).startsWith("    => " + withoutMasks);
        assertThat(verdicts.get(1)).startsWith("    => " + withMasks);
    }

    @Test
    void theStepsShowTheBitsThatCount() {
        assertThat(terminal.run(RoutingTable::run, "10.8.7.6")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "    00001010 00001000 00000111 00000110  10.8.7.6",
                        "    11001011 00000000 01110001 00000111  203.0.113.7/32      no: bit 1 differs",
                        "    00001010 00001000 00000111 ........  10.8.7.0/24         yes: all 24 bits"
                                + " agree");
    }

    @Test
    void aRouteCanBeAdded() {
        String route = "--add=10.8.7.6,via,172.16.5.9,dev,eth0";

        assertThat(terminal.run(RoutingTable::run, route, "10.8.7.6")).isZero();
        assertThat(terminal.lastLine())
                .startsWith("    => Next hop 172.16.5.9 on eth0, by the host");
    }

    @Test
    void anAddedRouteWithAnUnknownGatewayIsOneClearLine() {
        String route = "--add=10.9.0.0/16,via,10.99.0.1,dev,wlan0";

        assertThat(terminal.run(RoutingTable::run, route)).isEqualTo(2);
        assertThat(terminal.error())
                .startsWith("Line 8: no connected network on wlan0 holds the gateway 10.99.0.1");
    }

    @Test
    void withoutAFittingRouteThePacketIsNotSent() throws Exception {
        assertThat(run("10.1.2.0/24 dev eth0", "10.9.9.9")).isZero();
        assertThat(terminal.lastLine())
                .isEqualTo("    => Unreachable: no route fits, and the packet is not sent.");
    }

    @Test
    void theLowerMetricComesFirst() throws Exception {
        String table =
                """
                # two ways out
                default via 10.0.0.1 dev eth0 metric 200
                default via 10.0.1.1 dev wlan0 proto dhcp metric 100

                10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.7
                10.0.1.0/24 dev wlan0 scope link linkdown
                """;

        assertThat(run(table, "203.0.113.9")).isZero();
        assertThat(terminal.lastLine()).startsWith("    => Next hop 10.0.1.1 on wlan0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.8.0.0/16 via 10.99.0.1 dev eth0 | Line 2: no connected network on eth0 holds the gateway 10.99.0.1",
                "10.8.0.0/16 via 10.0.0.1 dev eth1  | Line 2: no connected network on eth1 holds the gateway 10.0.0.1",
                "10.8.0.0/33 dev eth0 | the prefix length \"33\" is no number from 0 to 32",
                "10.8.0.0/-1 dev eth0 | the prefix length \"-1\"",
                "10.8.0.0/1６ dev eth0 | the prefix length \"1６\"",
                "10.8.0.0/ dev eth0 | the prefix length \"\"",
                "10.8.0.0/8/8 dev eth0 | the prefix length",
                "10.8.0.1/16 dev eth0 | has bits behind its prefix",
                "128.0.0.0/0 dev eth0 | has bits behind its prefix",
                "10.8.256.0/24 dev eth0 | \"10.8.256.0\" is no IPv4 address",
                "10.8.0/24 dev eth0 | \"10.8.0\" is no IPv4 address",
                "010.8.0.0/24 dev eth0 | \"010.8.0.0\" is no IPv4 address",
                "你好 | \"你好\" is no IPv4 address",
                "10.8.0.0/16 | the interface is missing",
                "10.8.0.0/16 via | nothing follows \"via\"",
                "10.8.0.0/16 via example.org dev eth0 | \"example.org\" is no IPv4 address",
                "10.8.0.0/16 dev eth0 metric -5 | the metric \"-5\" is no number",
                "unreachable | the destination is missing",
                "nexthop via 10.0.0.1 dev eth0 | \"nexthop\" is no IPv4 address",
                "10.8.0.0/16 dev eth0 \u001b[2J | unknown word \"\\u001b[2J\""
            })
    void aLineThatIsNoRouteIsOneClearLine(String bad, String why) throws Exception {
        assertThat(run("10.0.0.0/24 dev eth0\n" + bad, "10.0.0.9")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("Line 2").contains(why).doesNotContain("\u001b");
        assertThat(terminal.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.256", "example.org", "", "10.0.0.1/8", "::1", "１.2.3.4", " 1.2.3.4"})
    void aDestinationThatIsNoneIsOneClearLine(String destination) {
        assertThat(terminal.run(RoutingTable::run, destination)).isEqualTo(2);
        assertThat(terminal.error()).contains("is no IPv4 address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255"})
    void whatIsNoOtherHostIsNotForwarded(String destination) {
        assertThat(terminal.run(RoutingTable::run, destination)).isEqualTo(2);
        assertThat(terminal.error()).startsWith(destination + " is not forwarded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--file=", "--fiel=x", "-k"})
    void anUnknownOptionIsOneClearLine(String option) {
        assertThat(terminal.run(RoutingTable::run, option, "10.0.0.1")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("Unknown option");
    }

    @Test
    void aFileThatCannotBeReadIsOneClearLine() throws Exception {
        assertThat(terminal.run(RoutingTable::run, "--file=" + folder.resolve("none")))
                .isEqualTo(3);
        assertThat(terminal.error()).startsWith("Cannot read").contains("NoSuchFileException");
    }

    @Test
    void aNameThatNoFileCanHaveIsOneClearLine() {
        assertThat(terminal.run(RoutingTable::run, "--file=a\0b")).isEqualTo(3);
        assertThat(terminal.error()).startsWith("Cannot read a\\u0000b (InvalidPathException)");
    }

    @Test
    void theKernelsTableIsRead() throws Exception {
        List<String> lines =
                """
                Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
                eth0\t00000000\t010011AC\t0003\t0\t0\t7\t00000000\t0\t0\t0
                eth0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
                *\t000033C6\t00000000\t0200\t0\t0\t0\t0000FFFF\t0\t0\t0
                """
                        .lines()
                        .toList();

        RouteTable table = RouteTable.parseKernel(lines, ByteOrder.LITTLE_ENDIAN);

        assertThat(table.routes())
                .extracting(
                        route -> route.destination() + " " + route.where() + " " + route.metric())
                .containsExactly(
                        "0.0.0.0/0 via 172.17.0.1 dev eth0 7",
                        "172.17.0.0/16 direct dev eth0 0",
                        "198.51.0.0/16 unreachable 0");
    }

    @Test
    void aKernelLineThatIsNoneIsRefused() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() ->
                        RouteTable.parseKernel(List.of("eth0 00 00"), ByteOrder.LITTLE_ENDIAN))
                .withMessageContaining("Line 1 is no route");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void thisMachinesTableIsShown() {
        assertThat(terminal.run(RoutingTable::run, "--kernel")).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("The table");
    }

    private int run(String table, String destination) throws Exception {
        Path file = Files.writeString(folder.resolve("routes"), table);
        return terminal.run(RoutingTable::run, "--file=" + file, destination);
    }
}
