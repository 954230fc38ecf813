package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class InterfacesTest {

    private final Terminal terminal = new Terminal();

    @Test
    void theLoopbackInterfaceHasNoMacAddress() throws Exception {
        NetworkInterface loopback =
                NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1"));

        assertThat(terminal.run(Interfaces::run, loopback.getName())).isZero();
        assertThat(terminal.lines().getFirst()).startsWith(loopback.getName() + ": up, loopback");
        assertThat(terminal.lines()).contains("  no MAC address", "  127.0.0.1/8");
    }

    @Test
    void allInterfacesAreListed() {
        assertThat(terminal.run(Interfaces::run)).isZero();
        assertThat(terminal.lines()).contains("  127.0.0.1/8");
        assertThat(terminal.errors()).isEmpty();
    }

    @Test
    void anUnknownInterfaceIsOneLineThatNamesTheOthers() throws Exception {
        String loopback =
                NetworkInterface.getByInetAddress(InetAddress.ofLiteral("127.0.0.1")).getName();

        assertThat(terminal.run(Interfaces::run, "网卡0")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("\"网卡0\" is no MAC address").contains(loopback);
    }

    @Test
    void aMacAddressMadeUpBySoftware() {
        assertThat(terminal.run(Interfaces::run, "02:42:ac:11:00:02")).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "  MAC 02:42:ac:11:00:02, first byte 00000010",
                        "    last bit 0: one station",
                        "    last but one 1: locally administered, made up by software");
    }

    @Test
    void theAddressOfEverybody() {
        assertThat(terminal.run(Interfaces::run, "FF-FF-FF-FF-FF-FF")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "    last bit 1: a group (multicast), and all bits 1: everybody (broadcast)");
    }

    @ParameterizedTest
    @CsvSource({
        "00:00:5e:00:53:01, false, false, 00:00:5e", "01:00:5e:00:00:fb, true, false, 00:00:5e",
        "33:33:00:00:00:01, true, true, none", "02:00:00:00:00:00, false, true, none",
        "fc:ff:ff:ff:ff:ff, false, false, fc:ff:ff", "ff:ff:ff:ff:ff:ff, true, true, none"
    })
    void theTwoLowestBitsOfTheFirstByte(String text, boolean group, boolean local, String vendor) {
        MacAddress mac = MacAddress.parse(text).orElseThrow();

        assertThat(mac.isMulticast()).isEqualTo(group);
        assertThat(mac.isLocallyAdministered()).isEqualTo(local);
        assertThat(mac.vendor().orElse("none")).isEqualTo(vendor);
        assertThat(mac).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02:42:ac:11:00",
                "02:42:ac:11:00:02:03",
                "02:42:ac:11:00:0g",
                "2:42:ac:11:00:02",
                "0242ac110002",
                "０2:42:ac:11:00:02",
                "02:42:ac:11:00:02 ",
                "02::ac:11:00:02"
            })
    void anotherTextIsNoMacAddress(String text) {
        assertThat(MacAddress.parse(text)).isEmpty();
    }

    @Test
    void anInterfaceWithoutSixBytesHasNoMacAddress() {
        assertThat(MacAddress.of(null)).isEmpty();
        assertThat(MacAddress.of(new byte[0])).isEmpty();
        assertThat(MacAddress.of(Arrays.copyOf(new byte[] {1, 2}, 8))).isEmpty();
    }
}
