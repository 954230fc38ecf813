package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The calculator against what Linux answers about the address of the container.
@NeedsPeer
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class IpCalculatorPeerTest {

    private static final long SEED = 104;
    private static final int CASES = 300;
    private static final String BETWEEN = "----";

    private final Peer peer = Peer.get();

    /// `172.17.0.2/16`, as `ip` shows it.
    private String ownAddress() {
        return peer.run("ip -o -4 addr show dev eth0").text().split("\\s+")[3];
    }

    /// `ip addr show to NETWORK/PREFIX` lists the addresses of the machine that are in the network.
    @Test
    void sameSubnetIsWhatIpAddrSays() throws Failure {
        String own = ownAddress().replaceFirst("/.*", "");
        Random random = new Random(SEED);
        List<String> networks =
                RandomNetworks.near(own, SEED, CASES).stream()
                        .map(address -> address + "/" + random.nextInt(33))
                        .toList();

        List<String> answers = ask("ip -o -4 addr show to", networks);

        List<String> same = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            Ipv4Network network = Ipv4Network.parse(networks.get(i));
            boolean expected = answers.get(i).contains("inet " + own);
            assertThat(isIn(network, own)).as(networks.get(i) + " " + own).isEqualTo(expected);
            if (expected) {
                same.add(networks.get(i));
            }
        }
        assertThat(same).as("cases in the same subnet").hasSizeBetween(50, CASES - 50);
    }

    /// The kernel sends without a router (`via`) what is in its own subnet, and knows the broadcast
    /// address.
    @Test
    void directDeliveryIsWhatTheKernelDecides() throws Failure {
        String own = ownAddress();
        Ipv4Network network = Ipv4Network.parse(own);
        List<String> others =
                new ArrayList<>(RandomNetworks.near(own.replaceFirst("/.*", ""), SEED, CASES));
        others.add(AddressText.of(network.broadcast()));

        List<String> answers = ask("ip route get", others);

        int direct = 0;
        for (int i = 0; i < others.size(); i++) {
            boolean expected = !answers.get(i).contains(" via ");
            assertThat(isIn(network, others.get(i)))
                    .as(others.get(i) + ": " + answers.get(i))
                    .isEqualTo(expected);
            direct += expected ? 1 : 0;
        }
        assertThat(direct).as("cases without a router").isBetween(50, CASES - 50);
        assertThat(answers.getLast()).startsWith("broadcast " + others.getLast());
    }

    /// One command line for all cases, and one answer for each.
    private List<String> ask(String command, List<String> cases) {
        String line =
                "for x in %s; do %s $x || echo failed; echo %s; done"
                        .formatted(String.join(" ", cases), command, BETWEEN);
        PeerCommand.Result result = peer.run(line);
        assertThat(result.stderr()).isEmpty();
        List<String> answers = Arrays.asList(result.text().split(BETWEEN + "\n", -1));
        assertThat(answers.size())
                .as("answers, and nothing behind the last")
                .isEqualTo(cases.size() + 1);
        return answers.subList(0, cases.size());
    }

    private static boolean isIn(Ipv4Network network, String other) throws Failure {
        byte[] otherNetwork = network.networkOf(AddressText.ipv4(other).getAddress());
        return Arrays.equals(network.network(), otherNetwork);
    }
}
