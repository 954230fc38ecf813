package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The calculator against the kernel: in a network namespace of its own, `lo` gets one address
/// after the other, and the kernel says which network and which broadcast address belong to it. A
/// container of the tests may not do that: it has no CAP_NET_ADMIN.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IpCalculatorKernelTest {

    private static final long SEED = 104;
    private static final int CASES = 300;

    @Test
    void networkAndBroadcastAreThoseOfTheKernel() throws Exception {
        Namespace.require();
        List<String> hosts = RandomNetworks.hosts(SEED, CASES);

        List<String> answers = askTheKernel(hosts);

        assertThat(answers).hasSize(CASES);
        for (int i = 0; i < CASES; i++) {
            assertThat(answers.get(i).lines())
                    .as(hosts.get(i))
                    .containsExactlyInAnyOrderElementsOf(calculated(hosts.get(i)));
        }
    }

    /// As `ip route show table local` lists it, without what does not matter.
    private static Set<String> calculated(String text) throws Failure {
        Ipv4Network network = Ipv4Network.parse(text);
        Set<String> lines = new HashSet<>();
        lines.add("local " + AddressText.of(network.address()));
        // For one host the line above is all, and for 0.x.x.x the kernel keeps no network.
        if (network.prefix() < Integer.SIZE && network.network()[0] != 0) {
            lines.add("local " + AddressText.of(network.network()) + "/" + network.prefix());
        }
        if (network.hasBroadcast()) {
            lines.add("broadcast " + AddressText.of(network.broadcast()));
        }
        return lines;
    }

    private List<String> askTheKernel(List<String> hosts) throws IOException, InterruptedException {
        String script =
                hosts.stream()
                        .map(
                                """
                                ip addr add %1$s brd + dev lo
                                ip -4 route show table local | cut -d' ' -f1,2
                                ip addr del %1$s dev lo
                                echo ----
                                """
                                        ::formatted)
                        .collect(Collectors.joining());
        String said = Namespace.run("set -e\nip link set lo up\nip addr flush dev lo\n" + script);
        return List.of(said.split("----\n"));
    }
}
