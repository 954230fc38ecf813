package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArpSimulatorTest {

    private static final String A = "02:00:00:00:00:0a";
    private static final String B = "02:00:00:00:00:0b";
    private static final String M = "02:00:00:00:00:66";

    private final Terminal terminal = new Terminal();

    @Test
    void theFirstPacketNeedsARequestAndTheSecondDoesNot() {
        assertThat(terminal.run(ArpSimulator::run)).isZero();
        assertThat(frames())
                .extracting(line -> line.replaceAll(" +", " "))
                .containsExactly(
                        "net1: "
                                + A
                                + " > all ARP request: who has 192.168.1.20? Tell 192.168.1.10 at "
                                + A,
                        "net1: " + B + " > " + A + " ARP reply: 192.168.1.20 is at " + B,
                        "net1: "
                                + A
                                + " > "
                                + B
                                + " IP 192.168.1.10 to 192.168.1.20, TTL 64: \"你好\"",
                        "net1: "
                                + A
                                + " > "
                                + B
                                + " IP 192.168.1.10 to 192.168.1.20, TTL 64: \"again\"");
        assertThat(terminal.lines()).contains("  the ARP table of C (192.168.1.30): empty");
    }

    @Test
    void anEntryIsForgottenAfterAMinute() {
        assertThat(terminal.run(ArpSimulator::run, "expire")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "  the ARP table of A (192.168.1.10): 192.168.1.20 is at " + B + " for 1 s",
                        "  the ARP table of A (192.168.1.10): empty");
        assertThat(frames()).filteredOn(line -> line.contains("ARP request")).hasSize(2);
    }

    @Test
    void aSpoofedReplySendsThePacketToAnotherHost() {
        assertThat(terminal.run(ArpSimulator::run, "spoof")).isZero();
        assertThat(terminal.lines())
                .contains(
                        "  the ARP table of A (192.168.1.10): 192.168.1.20 is at "
                                + M
                                + " for 60 s",
                        "  net1: "
                                + A
                                + " > "
                                + M
                                + "  IP 192.168.1.10 to 192.168.1.20, TTL 64: \"a secret\"",
                        "  B has received \"a secret\"");
    }

    @Test
    void acrossARouterTheMacsChangeAndTheIpAddressesStay() {
        assertThat(terminal.run(ArpSimulator::run, "router")).isZero();
        assertThat(frames())
                .filteredOn(line -> line.contains("IP "))
                .containsExactly(
                        "net1: "
                                + A
                                + " > 02:00:00:00:01:01  IP 192.168.1.10 to 10.0.0.40, TTL 64: \"你好\"",
                        "net2: 02:00:00:00:01:02 > 02:00:00:00:00:0d  IP 192.168.1.10 to 10.0.0.40, TTL 63:"
                                + " \"你好\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"learn", "expire", "spoof", "router"})
    void aSceneIsTheSameEachTime(String scene) {
        Terminal second = new Terminal();

        terminal.run(ArpSimulator::run, scene);
        second.run(ArpSimulator::run, scene);

        assertThat(terminal.lines()).isEqualTo(second.lines());
    }

    @Test
    void anUnknownSceneIsOneClearLine() {
        assertThat(terminal.run(ArpSimulator::run, "\u001b你好")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("Unknown scene \"\\u001b你好\".");
    }

    private List<String> frames() {
        return terminal.lines().stream()
                .map(String::strip)
                .filter(line -> line.startsWith("net"))
                .toList();
    }
}
