package lesson01.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "1.5", title = "Read a line of netstat", points = 15, of = NetstatLine.class)
class NetstatLineTest {

    private static final long SEED = 20_260_105;

    private static final String SPLIT_RULE =
            "The port stands behind the last ':' or '.', whichever of them comes last. An IPv6"
                    + " address is full of colons, and macOS writes a dot before the port.";
    private static final String COLUMNS_RULE =
            "Linux and macOS have two columns of numbers behind the protocol, Windows has none."
                    + " Look whether they are there before you count columns.";
    private static final String STATE_RULE =
            "A state begins with a letter. A socket without a connection has none, and what stands"
                    + " in its place then is something else, such as the number of a process.";
    private static final String NO_PORT_RULE =
            "* means that there is no port. Windows writes 0 for the same thing: 0 is no port that a"
                    + " socket can have.";
    private static final String SKIP_RULE =
            "A table has headings and other lines that are no sockets. Whoever reads it wants to"
                    + " skip them, so the answer is empty.";

    private final Trace trace = new Trace();

    @Test
    void readsAListenerOfLinux() {
        check(
                "tcp        0      0 127.0.0.1:8888          0.0.0.0:*               LISTEN",
                line("tcp", "127.0.0.1", 8888, "0.0.0.0", 0, "LISTEN"));
    }

    @Test
    void readsAConnectionOfLinux() {
        check(
                "tcp        0    236 192.0.2.10:22           198.51.100.7:50001      ESTABLISHED",
                line("tcp", "192.0.2.10", 22, "198.51.100.7", 50_001, "ESTABLISHED"));
    }

    @Test
    void readsIpv6OfLinux() {
        check(
                "tcp6       0      0 :::22                   :::*                    LISTEN",
                line("tcp", "::", 22, "::", 0, "LISTEN"));
    }

    @Test
    void readsAnIpv4AddressInsideIpv6() {
        check(
                "tcp6       0      0 ::ffff:192.0.2.10:8888  ::ffff:192.0.2.7:50001  TIME_WAIT",
                line("tcp", "::ffff:192.0.2.10", 8888, "::ffff:192.0.2.7", 50_001, "TIME_WAIT"));
    }

    @Test
    void readsUdpOfLinux() {
        check(
                "udp        0      0 0.0.0.0:68              0.0.0.0:*                          ",
                line("udp", "0.0.0.0", 68, "0.0.0.0", 0, ""));
    }

    @Test
    void readsAConnectedUdpSocket() {
        check(
                "udp        0      0 127.0.0.1:50001         127.0.0.53:53           ESTABLISHED",
                line("udp", "127.0.0.1", 50_001, "127.0.0.53", 53, "ESTABLISHED"));
    }

    @Test
    void leavesOutTheProcessOfLinux() {
        check(
                "udp        0      0 0.0.0.0:5353     0.0.0.0:*                  1044/avahi-daemon",
                line("udp", "0.0.0.0", 5353, "0.0.0.0", 0, ""));
    }

    @Test
    void readsAConnectionOfMacOs() {
        check(
                "tcp4       0      0  192.0.2.10.50001       198.51.100.7.443       ESTABLISHED",
                line("tcp", "192.0.2.10", 50_001, "198.51.100.7", 443, "ESTABLISHED"));
    }

    @Test
    void readsStarsOfMacOs() {
        check("udp4       0      0  *.5353     *.*      ", line("udp", "*", 5353, "*", 0, ""));
        check("tcp46  0  0  *.8888   *.*  LISTEN", line("tcp", "*", 8888, "*", 0, "LISTEN"));
    }

    @Test
    void readsIpv6OfMacOs() {
        check(
                "tcp6       0      0  fe80::1%lo0.8888       fe80::1%lo0.50001      CLOSE_WAIT",
                line("tcp", "fe80::1%lo0", 8888, "fe80::1%lo0", 50_001, "CLOSE_WAIT"));
    }

    @Test
    void readsAListenerOfWindows() {
        check(
                "  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING",
                line("tcp", "0.0.0.0", 135, "0.0.0.0", 0, "LISTENING"));
    }

    @Test
    void readsBracketsOfWindows() {
        check(
                "  TCP    [::1]:8888             [::1]:50001            ESTABLISHED     7312",
                line("tcp", "::1", 8888, "::1", 50_001, "ESTABLISHED"));
    }

    @Test
    void leavesOutTheProcessOfWindows() {
        check(
                "  UDP    [::]:123               *:*                                    5164",
                line("udp", "::", 123, "*", 0, ""));
    }

    @Test
    void readsAStateInAnotherLanguage() {
        check(
                "tcp        0      0 127.0.0.1:8888          0.0.0.0:*               监听",
                line("tcp", "127.0.0.1", 8888, "0.0.0.0", 0, "监听"));
    }

    @ParameterizedTest
    @CsvSource({"1", "80", "65535"})
    void readsEveryPort(int port) {
        check(
                "tcp 0 0 127.0.0.1:" + port + " 0.0.0.0:* LISTEN",
                line("tcp", "127.0.0.1", port, "0.0.0.0", 0, "LISTEN"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "Active Internet connections (servers and established)",
                "Proto Recv-Q Send-Q Local Address           Foreign Address         State",
                "Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)",
                "Active Connections",
                "  Proto  Local Address          Foreign Address        State",
                "活动连接",
                "  协议  本地地址          外部地址        状态           PID",
                "unix  2      [ ACC ]     STREAM     LISTENING     18431    /run/dbus/socket",
                "TCP connections are shown above: all of them",
                " [svchost.exe]",
                "tcpdump 0 0 127.0.0.1:8888 0.0.0.0:* LISTEN",
                "icmp  0 0 127.0.0.1:8888 0.0.0.0:*"
            })
    void skipsALineThatIsNoSocket(String line) {
        checkSkipped(line, SKIP_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "65536",
                "70000",
                "99999999999999999999",
                "-1",
                "+80",
                "http",
                "",
                "8o8o",
                "８８８８"
            })
    void skipsAPortThatIsNone(String port) {
        checkSkipped(
                "tcp 0 0 127.0.0.1:" + port + " 0.0.0.0:* LISTEN",
                "A port is a number from 0 to 65535, written with the digits 0 to 9, or *. Anything"
                        + " else is a line that this method cannot read: empty.");
    }

    @Test
    void aLineThatIsCutOffIsNoException() {
        String line = "tcp6 0 0 [::1]:8888 [::1]:50001 ESTABLISHED 1044/java";
        int foreign = line.lastIndexOf("[::1]");
        for (int length = 0; length <= line.length(); length++) {
            String cutOff = line.substring(0, length);
            if (length <= foreign) {
                checkSkipped(cutOff, "The line ends before its foreign address. " + SKIP_RULE);
            } else {
                trace.call("parse \"" + cutOff + "\"", () -> NetstatLine.parse(cutOff));
            }
        }
    }

    @Test
    void noTextAtAllIsAnException() {
        Random random = new Random(SEED);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            StringBuilder line = new StringBuilder(random.nextBoolean() ? "tcp " : "UDP ");
            int length = random.nextInt(20);
            for (int k = 0; k < length; k++) {
                line.append(" \t.:*[]%069a监".charAt(random.nextInt(13)));
            }
            lines.add(line.toString());
        }

        trace.run(
                "parse 2,000 random lines, seed " + SEED,
                () -> {
                    for (String line : lines) {
                        try {
                            NetstatLine.parse(line);
                        } catch (UnsupportedOperationException e) {
                            throw e;
                        } catch (RuntimeException e) {
                            throw new AssertionError("parse(\"" + line + "\") has thrown " + e, e);
                        }
                    }
                });
    }

    @Test
    void skipsTheHeadingsOfAChineseWindows() {
        List<String> table =
                """

                活动连接

                  协议  本地地址          外部地址        状态
                  TCP    127.0.0.1:8888         0.0.0.0:0              LISTENING
                  TCP    127.0.0.1:50001        127.0.0.1:8888         ESTABLISHED
                  UDP    0.0.0.0:123            *:*
                """
                        .lines()
                        .toList();

        List<Optional<NetstatLine>> read =
                trace.call(
                        "parse the 7 lines of a table",
                        () -> table.stream().map(NetstatLine::parse).toList());

        trace.equal(
                "the sockets in it",
                List.of(
                        line("tcp", "127.0.0.1", 8888, "0.0.0.0", 0, "LISTENING"),
                        line("tcp", "127.0.0.1", 50_001, "127.0.0.1", 8888, "ESTABLISHED"),
                        line("udp", "0.0.0.0", 123, "*", 0, "")),
                read.stream().flatMap(Optional::stream).toList(),
                SKIP_RULE);
    }

    private static NetstatLine line(
            String protocol, String local, int localPort, String foreign, int port, String state) {
        return new NetstatLine(protocol, local, port(localPort), foreign, port(port), state);
    }

    private static OptionalInt port(int port) {
        return port == 0 ? OptionalInt.empty() : OptionalInt.of(port);
    }

    private void check(String line, NetstatLine expected) {
        trace.byHand("netstat -an");
        Optional<NetstatLine> read =
                trace.call("parse \"" + line + "\"", () -> NetstatLine.parse(line));
        trace.check(
                "the answer is not empty",
                read != null && read.isPresent(),
                "The answer is " + read + ", but this is the line of a socket. " + COLUMNS_RULE);
        NetstatLine actual = read.orElseThrow();
        trace.equal(
                "the protocol",
                expected.protocol(),
                actual.protocol(),
                "The protocol is tcp or udp, in small letters; the 4 or 6 says which IP.");
        trace.equal(
                "the local address", expected.localAddress(), actual.localAddress(), SPLIT_RULE);
        trace.equal("the local port", expected.localPort(), actual.localPort(), SPLIT_RULE);
        trace.equal(
                "the foreign address",
                expected.foreignAddress(),
                actual.foreignAddress(),
                SPLIT_RULE);
        trace.equal("the foreign port", expected.foreignPort(), actual.foreignPort(), NO_PORT_RULE);
        trace.equal("the state", expected.state(), actual.state(), STATE_RULE);
    }

    private void checkSkipped(String line, String why) {
        trace.byHand("netstat -an");
        Optional<NetstatLine> read =
                trace.call("parse \"" + line + "\"", () -> NetstatLine.parse(line));
        trace.equal("the answer is empty", Optional.empty(), read, why);
    }
}
