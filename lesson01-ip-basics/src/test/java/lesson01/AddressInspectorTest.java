package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class AddressInspectorTest {

    private final Terminal terminal = new Terminal();

    @Test
    void showsAnIpv4Address() {
        assertThat(terminal.run(AddressInspector::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "192.168.10.17",
                        "  bits          11000000.10101000.00001010.00010001",
                        "  bytes         c0 a8 0a 11 in hexadecimal",
                        "  one number    3232238097",
                        "  class         C (leading bits 110)",
                        "  scope         private (192.168.0.0/16, RFC 1918)",
                        "  reverse name  17.10.168.192.in-addr.arpa",
                        "  InetAddress   Inet4Address 192.168.10.17",
                        "  resolved      /192.168.10.17:8888",
                        "  unresolved    192.168.10.17/<unresolved>:8888");
    }

    @Test
    void showsAnIpv6Address() {
        assertThat(terminal.run(AddressInspector::run, "2001:DB8:0:0::0001")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "2001:db8::1",
                        "  groups        2001 0db8 0000 0000 0000 0000 0000 0001",
                        "  bits          00100000.00000001.00001101.10111000.00000000.00000000.00000000.00000000",
                        "                00000000.00000000.00000000.00000000.00000000.00000000.00000000.00000001",
                        "  scope         documentation (2001:db8::/32, RFC 3849)",
                        "  reverse name  1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2"
                                + ".ip6.arpa",
                        "  InetAddress   Inet6Address 2001:db8:0:0:0:0:0:1",
                        "  resolved      /[2001:db8:0:0:0:0:0:1]:8888",
                        "  unresolved    2001:DB8:0:0::0001/<unresolved>:8888");
    }

    @Test
    void javaMakesFourBytesOfAMappedAddress() {
        assertThat(terminal.run(AddressInspector::run, "::ffff:c000:201")).isZero();
        assertThat(terminal.lines())
                .startsWith(
                        "::ffff:192.0.2.1",
                        "  groups        0000 0000 0000 0000 0000 ffff c000 0201")
                .contains(
                        "  InetAddress   Inet4Address 192.0.2.1", "  resolved      /192.0.2.1:8888")
                .anyMatch(line -> line.startsWith("  scope         IPv4-mapped"));
    }

    @Test
    void aZoneIsAnInterface() {
        assertThat(terminal.run(AddressInspector::run, "fe80::1%1")).isZero();
        assertThat(terminal.lines())
                .startsWith("fe80::1")
                .contains(
                        "  InetAddress   Inet6Address fe80:0:0:0:0:0:0:1%1",
                        "  zone          interface number 1 of this machine");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, A, unspecified", "0.1.2.3, A, this network", "9.255.255.255, A, public",
        "10.0.0.1, A, private", "100.64.0.1, A, CGNAT", "100.128.0.0, A, public",
        "127.255.0.2, A, loopback", "169.254.9.9, B, link-local", "172.15.0.1, B, public",
        "172.16.0.1, B, private", "172.31.255.255, B, private", "172.32.0.0, B, public",
        "192.0.0.9, C, protocols", "192.0.2.1, C, TEST-NET-1", "192.88.99.1, C, 6to4",
        "192.168.0.1, C, private", "198.18.0.1, C, benchmarks", "198.51.100.1, C, TEST-NET-2",
        "203.0.113.1, C, TEST-NET-3", "223.255.255.255, C, public", "224.0.0.1, D, multicast",
        "239.255.255.255, D, multicast", "240.0.0.1, E, reserved", "255.255.255.255, E, broadcast"
    })
    void classAndScopeOfIpv4(String address, String expectedClass, String scope) {
        assertThat(terminal.run(AddressInspector::run, address)).isZero();
        assertThat(valueOf("class")).startsWith(expectedClass + " ");
        assertThat(valueOf("scope")).contains(scope);
    }

    @ParameterizedTest
    @CsvSource({
        "::, unspecified",
        "::1, loopback",
        "::2, reserved",
        "64:ff9b::1, translation",
        "64:ff9b:1::1, local",
        "100::1, discard",
        "2001::1, Teredo",
        "2001:2::1, benchmarks",
        "2001:10::1, protocols",
        "2001:db8::1, documentation",
        "2002::1, 6to4",
        "3fff:fff::1, documentation",
        "2606:4700::1, public",
        "fc00::1, unique local",
        "fdff::1, unique local",
        "fe80::1, link-local",
        "febf::1, link-local",
        "fec0::1, given up",
        "ff02::1, multicast",
        "4000::, reserved"
    })
    void scopeOfIpv6(String address, String scope) {
        assertThat(terminal.run(AddressInspector::run, address)).isZero();
        assertThat(valueOf("scope")).contains(scope);
    }

    @Test
    void localhostIsANameWithALoopbackAddress() {
        assertThat(terminal.run(AddressInspector::run, "localhost")).isZero();
        assertThat(terminal.lines().getFirst()).startsWith("localhost is a name. Its addresses: ");
        assertThat(valueOf("scope")).startsWith("loopback");
        assertThat(valueOf("unresolved")).isEqualTo("localhost/<unresolved>:8888");
    }

    @ParameterizedTest
    @CsvSource({
        "256.1.1.1, is no IPv4 address",
        "1.2.3.4.5, is no IPv4 address",
        "1.2.3.4., is no IPv4 address",
        "１２７.0.0.1, is no IPv4 address",
        "..., is no IPv4 address",
        "127.1, Java reads it as 127.0.0.1",
        "010.0.0.1, Java reads it as 10.0.0.1",
        "1.2.3, Java reads it as 1.2.0.3",
        "1, Java reads it as 0.0.0.1",
        "1::2::3, is no IPv6 address",
        ":::, is no IPv6 address",
        "12345::, is no IPv6 address",
        "1:2:3, is no IPv6 address",
        "你好::1, is no IPv6 address",
        "fe80::1%no-such-interface, no interface of this machine"
    })
    void whatIsNoAddressIsOneLine(String text, String why) {
        assertThat(terminal.run(AddressInspector::run, text)).isEqualTo(2);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error())
                .startsWith("\"" + text + "\"")
                .contains(why, "Example: ./course");
    }

    @Test
    void anUnknownNameIsOneLine() {
        // A label has at most 63 characters: the resolver refuses this one without a query.
        String name = "x".repeat(64) + ".invalid";

        assertThat(terminal.run(AddressInspector::run, name)).isEqualTo(3);
        assertThat(terminal.error()).startsWith("No address for \"" + name + "\"");
    }

    @Test
    void whatIsEmptyOrHostileIsOneLine() {
        assertThat(terminal.run(AddressInspector::run, "")).isEqualTo(2);
        assertThat(terminal.run(AddressInspector::run, "--all")).isEqualTo(2);
        assertThat(terminal.run(AddressInspector::run, "\u001b[2J::")).isEqualTo(2);
        assertThat(terminal.errors()).hasSize(3);
        assertThat(terminal.errors().getFirst()).contains("argument 1 is empty");
        assertThat(terminal.errors().get(1)).contains("Unknown option \"--all\"");
        assertThat(terminal.errors().getLast()).startsWith("\"\\u001b[2J::\" is no IPv6 address");
    }

    @ParameterizedTest
    @CsvSource({
        "2001 0db8 0000 0000 0001 0000 0000 0001, 2001:db8::1:0:0:1",
        "2001 0000 0000 0001 0000 0000 0000 0001, 2001:0:0:1::1",
        "0000 0000 0001 0000 0000 0000 0002 0003, 0:0:1::2:3",
        "2001 0db8 0000 0001 0001 0001 0001 0001, 2001:db8:0:1:1:1:1:1",
        "0001 0002 0003 0004 0005 0006 0000 0000, 1:2:3:4:5:6::",
        "0000 0000 0003 0004 0005 0006 0007 0008, ::3:4:5:6:7:8",
        "0000 0000 0000 0000 0000 0000 0000 0000, ::",
        "0000 0000 0000 0000 0000 ffff 0102 0304, ::ffff:1.2.3.4",
        "1000 0000 0000 0000 0000 ffff 0102 0304, 1000::ffff:102:304"
    })
    void ipv6IsWrittenAsRfc5952Says(String bytes, String text) {
        assertThat(Ipv6Form.of(Bytes.of(bytes))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::", "::1", "1::", "2001:db8::1:0:0:1", "0:0:1::2:3", "fe80::"})
    void theFormOfRfc5952IsReadBackByJava(String text) {
        assertThat(Ipv6Form.of(InetAddress.ofLiteral(text).getAddress())).isEqualTo(text);
    }

    private String valueOf(String name) {
        return terminal.lines().stream()
                .filter(line -> line.startsWith("  " + name + " "))
                .map(line -> line.substring(16))
                .findFirst()
                .orElseThrow();
    }
}
