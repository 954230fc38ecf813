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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import lesson01.exercise.ArpCache;
import lesson01.exercise.ArpCache.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sends the same ARP messages, real and forged, to a Linux kernel in the peer, and compares its
/// `ip neigh` with the cache. The network is a pair of virtual cards in the peer: frames that are
/// written to v1 arrive at v0.
@Exercise(number = "1.7", title = "An ARP cache that forgets", points = 10, of = ArpCache.class)
@NeedsPeer
class ArpCachePeerTest {

    private static final int NEIGHBOURS = 60;
    private static final int ROUNDS = 4;
    private static final long SEED = 20_260_102L;
    private static final String OWN = "10.77.0.1";
    private static final String SOMEBODY = "10.77.0.250";
    private static final String OWN_MAC = "020000007701";
    private static final String BROADCAST = "ffffffffffff";

    private final Trace trace = new Trace();
    private final Random random = new Random(SEED);

    /// What can happen with one neighbour.
    private enum Event {
        SEND_TO_IT,
        REQUEST_FOR_US,
        REQUEST_FOR_ANOTHER,
        REPLY_TO_US,
        REPLY_TO_ITSELF
    }

    private record Happening(Event event, String neighbour, String mac) {

        /// For the script in the peer: `S address` sends a datagram, `F hex` writes a frame.
        String command() {
            return switch (event) {
                case SEND_TO_IT -> "S " + neighbour;
                case REQUEST_FOR_US -> frame(BROADCAST, 1, OWN);
                case REQUEST_FOR_ANOTHER -> frame(BROADCAST, 1, SOMEBODY);
                case REPLY_TO_US -> frame(OWN_MAC, 2, OWN);
                case REPLY_TO_ITSELF -> frame(BROADCAST, 2, neighbour);
            };
        }

        private String frame(String to, int operation, String target) {
            String hex = mac.replace(":", "");
            return "F "
                    + to
                    + hex
                    + "0806"
                    + "00010800060400"
                    + "0"
                    + operation
                    + hex
                    + hex(neighbour)
                    + "0".repeat(12)
                    + hex(target);
        }

        void feed(ArpCache cache) {
            switch (event) {
                case SEND_TO_IT -> cache.resolve(address(neighbour));
                case REQUEST_FOR_US -> receive(cache, Operation.REQUEST, OWN);
                case REQUEST_FOR_ANOTHER -> receive(cache, Operation.REQUEST, SOMEBODY);
                case REPLY_TO_US -> receive(cache, Operation.REPLY, OWN);
                case REPLY_TO_ITSELF -> receive(cache, Operation.REPLY, neighbour);
            }
        }

        private void receive(ArpCache cache, Operation operation, String target) {
            cache.received(operation, address(neighbour), mac, address(target));
        }
    }

    @Test
    @Timeout(60)
    void linuxKeepsTheSameEntries() {
        ArpCache cache =
                trace.call(
                        "a cache of " + OWN,
                        () ->
                                new ArpCache(
                                        address(OWN),
                                        Duration.ofSeconds(60),
                                        () -> Instant.EPOCH,
                                        _ -> {}));
        List<List<Happening>> rounds = rounds();

        for (Happening happening : rounds.stream().flatMap(List::stream).toList()) {
            trace.run(happening.toString(), () -> happening.feed(cache));
        }

        trace.equal(
                "the entries are those of Linux",
                linuxEntries(rounds),
                trace.call("entries", cache::entries),
                "ip neigh shows the expected ones after the same messages, seed " + SEED + ".");
    }

    /// In each round something happens with every neighbour.
    private List<List<Happening>> rounds() {
        List<List<Happening>> rounds = new ArrayList<>();
        Map<String, Event> before = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            List<Happening> happenings = new ArrayList<>();
            for (int i = 0; i < NEIGHBOURS; i++) {
                String neighbour = "10.77.0." + (10 + i);
                Event event = next(before.get(neighbour));
                before.put(neighbour, event);
                happenings.add(new Happening(event, neighbour, mac()));
            }
            rounds.add(happenings);
        }
        return rounds;
    }

    /// While Linux waits for an answer it takes any message of that neighbour for one, also a
    /// request for somebody else. RFC 826 does not, and the exercise does not: left out here.
    private Event next(Event before) {
        Event[] all =
                before == Event.SEND_TO_IT
                        ? new Event[] {Event.REPLY_TO_US, Event.REQUEST_FOR_US}
                        : Event.values();
        return all[random.nextInt(all.length)];
    }

    private String mac() {
        return "02:%02x:%02x:%02x:00:01"
                .formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private static Map<Inet4Address, String> linuxEntries(List<List<Happening>> rounds) {
        StringBuilder events = new StringBuilder();
        for (List<Happening> round : rounds) {
            round.forEach(happening -> events.append(happening.command()).append('\n'));
            events.append("P\n");
        }
        String last = new Happening(Event.REQUEST_FOR_US, SOMEBODY, "02:00:00:00:00:fe").command();
        String script =
                """
                ip link add v0 type veth peer name v1 || exit 9
                ip link set v0 address %s up; ip link set v1 up; ip addr add %s/24 dev v0
                ip ntable change name arp_cache dev v0 locktime 0
                perl -MSocket -e '
                  socket(ETHER, 17, 3, 0) || die; socket(UDP, PF_INET, SOCK_DGRAM, 0) || die;
                  $v1 = pack("S n i S C C a8", 17, 0x0806, shift, 1, 0, 6, "");
                  while (<STDIN>) {
                    # Linux changes an entry at most once in a tick of its clock.
                    if (/P/) { select(undef, undef, undef, 0.03) }
                    if (/S (.*)/) { send(UDP, "x", 0, sockaddr_in(9, inet_aton($1))) || die }
                    if (/F (.*)/) { send(ETHER, pack("H*", $1), 0, $v1) || die }
                  }' $(cat /sys/class/net/v1/ifindex) <<'END' || exit 8
                %s%s
                END
                until ip neigh show %s dev v0 | grep -q lladdr; do :; done
                ip neigh show dev v0
                ip link del v0
                """
                        .formatted(
                                OWN_MAC.replaceAll("..(?!$)", "$0:"), OWN, events, last, SOMEBODY);
        PeerCommand.Result result = Peer.get().run(script);
        assertThat(result.status()).as("in the peer: %s", result.stderr()).isZero();
        Map<Inet4Address, String> entries = entries(result.text());
        assertThat(entries).hasSizeBetween(NEIGHBOURS / 4, NEIGHBOURS - 1);
        return entries;
    }

    /// `10.77.0.9 lladdr 02:00:00:00:00:01 STALE`; without a MAC it is a question, not an entry.
    private static Map<Inet4Address, String> entries(String neighbours) {
        Map<Inet4Address, String> entries = new HashMap<>();
        for (String line : neighbours.lines().toList()) {
            String[] words = line.split(" ");
            if (words.length > 2 && words[1].equals("lladdr") && !words[0].equals(SOMEBODY)) {
                entries.put(address(words[0]), words[2]);
            }
        }
        return entries;
    }

    private static String hex(String address) {
        StringBuilder hex = new StringBuilder();
        for (byte b : address(address).getAddress()) {
            hex.append("%02x".formatted(b));
        }
        return hex.toString();
    }

    private static Inet4Address address(String text) {
        return (Inet4Address) InetAddress.ofLiteral(text);
    }
}
