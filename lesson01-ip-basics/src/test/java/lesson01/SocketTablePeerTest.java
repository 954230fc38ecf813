package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The kernel's files, read by this lesson's parser, against what `ss` says: both in the container,
/// so both see the same sockets.
@NeedsPeer
@Timeout(30)
class SocketTablePeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String NEXT = "-- next file --";

    private Peer peer;

    @BeforeEach
    void getPeer() {
        peer = Peer.get();
    }

    @Test
    void kernelsFilesSayWhatSsSays() throws Failure {
        try (PeerCommand _ = peer.start("sleep 60 | nc -l -p 9101");
                PeerCommand _ = peer.start("nc -6 -l -p 9102");
                PeerCommand _ = peer.start("nc -u -l -p 9103");
                PeerCommand _ =
                        peer.start(
                                "until ss -Htln 'sport = :9101' | grep -q .; do sleep 0.02; done;"
                                        + " sleep 60 | nc 127.0.0.1 9101")) {
            peer.awaitListening(9102);
            awaitLine("ss -Htn state established 'sport = :9101'");
            awaitLine("ss -Huln 'sport = :9103'");
            PeerCommand.Result both =
                    peer.run(
                            "for f in tcp tcp6 udp udp6; do cat /proc/net/$f; echo '"
                                    + NEXT
                                    + "'; done; ss -Htuan");

            String[] parts = both.text().split(NEXT + "\n");
            List<String> ours = ours(parts);
            List<String> theirs = parts[4].lines().map(SocketTablePeerTest::fromSs).toList();

            assertThat(ours).containsExactlyInAnyOrderElementsOf(theirs);
            assertThat(ours)
                    .contains("tcp 0.0.0.0:9101 0.0.0.0:* LISTEN", "udp 0.0.0.0:9103 0.0.0.0:* -")
                    .anyMatch(row -> row.matches("tcp \\S*:9102 \\S+ LISTEN"))
                    .anyMatch(row -> row.matches("tcp 127.0.0.1:9101 127\\S+ ESTABLISHED"))
                    .anyMatch(row -> row.matches("tcp 127\\S+ 127.0.0.1:9101 ESTABLISHED"));
        }
    }

    @Test
    void portBelow1024IsTheKernelsSettingNotTheUsersName() {
        int first =
                Integer.parseInt(
                        peer.run("cat /proc/sys/net/ipv4/ip_unprivileged_port_start")
                                .text()
                                .strip());
        String nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all ";

        PeerCommand.Result result =
                peer.run(
                        "timeout 1 " + nobody + "nc -v -l -p 80; echo user $(" + nobody + "id -u)");

        assertThat(result.text()).contains("user 65534");
        if (first <= 80) {
            assertThat(result.stderr()).contains("Listening on 0.0.0.0 80");
        } else {
            assertThat(result.stderr()).contains("Permission denied");
        }
    }

    private static List<String> ours(String[] parts) throws Failure {
        Map<String, String> files =
                Map.of("tcp", parts[0], "tcp6", parts[1], "udp", parts[2], "udp6", parts[3]);
        ProcSockets sockets =
                new ProcSockets(
                        Path.of("/proc/net"),
                        file ->
                                new BufferedReader(
                                        new StringReader(
                                                files.get(file.getFileName().toString()))));
        return sockets.read().rows(Map.of()).stream()
                .map(row ->
                        String.join(
                                " ",
                                row.protocol().substring(0, 3),
                                row.local(),
                                row.foreign(),
                                row.state()))
                .toList();
    }

    /// `tcp LISTEN 0 1 *:9102 *:*`. A star is `ss`' word for `[::]` where IPv4 is welcome too.
    private static String fromSs(String line) {
        String[] fields = line.strip().split("\\s+");
        String state =
                fields[0].equals("udp") && fields[1].equals("UNCONN")
                        ? "-"
                        : SocketState.named(fields[1]).orElseThrow().name();
        return String.join(" ", fields[0], end(fields[4]), end(fields[5]), state);
    }

    private static String end(String text) {
        return text.replaceFirst("^\\*:", "[::]:").replaceFirst("^\\[::ffff:([0-9.]+)]", "$1");
    }

    private void awaitLine(String command) {
        peer.run("until " + command + " | grep -q .; do sleep 0.02; done", LIMIT);
    }
}
