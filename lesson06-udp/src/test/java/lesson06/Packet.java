package lesson06;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One IPv4 packet as `tcpdump -nn -v` prints it, cut down to what this lesson is about, and the
/// same on every machine: addresses, ports and identifications are numbered in the order in which
/// they come up.
///
///     IP (id 1, offset 0, flags [DF], proto UDP, length 37) 172.17.0.2.50001 > 172.17.0.1.8888: UDP, length 9
///
/// @param identification of the datagram of which it is a fragment, counted from 1
/// @param offset of its data in that datagram, in bytes
/// @param flags `none`, `+` (more fragments), `DF` (don't fragment)
/// @param length of the whole packet, header included, in bytes
/// @param content who sends what to whom, and the line of a quoted packet if there is one
record Packet(
        int identification, int offset, String flags, String protocol, int length, String content) {

    private static final Pattern HEADER =
            Pattern.compile(
                    "IP \\(tos [^,]+, (?:ECT\\S+, )?ttl \\d+, id (\\d+), offset (\\d+),"
                            + " flags \\[([^\\]]*)\\], proto (\\w+) \\(\\d+\\), length (\\d+)"
                            + "(?:, options [^)]*)?\\)\\s*");
    private static final Pattern END = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+)(\\.\\d+)?");
    private static final Pattern SEGMENT =
            Pattern.compile("Flags \\[([^\\]]*)\\].*, length (\\d+)$");

    /// The packets in what tcpdump has printed, in order. What is no IPv4 packet is left out.
    static List<Packet> parse(String tcpdump, int serverPort) {
        Numbers numbers = new Numbers(serverPort);
        List<Packet> packets = new ArrayList<>();
        for (String printed : tcpdump.split("(?m)^(?=\\d\\d:\\d\\d:\\d\\d\\.)")) {
            String line = printed.replaceFirst("^\\S+\\s+", "").replaceAll("\\s+", " ").strip();
            Matcher header = HEADER.matcher(line);
            if (header.lookingAt()) {
                packets.add(numbers.packet(header, line.substring(header.end())));
            }
        }
        return packets;
    }

    @Override
    public String toString() {
        return "IP (id %d, offset %d, flags [%s], proto %s, length %d) %s"
                .formatted(identification, offset, flags, protocol, length, content);
    }

    /// Gives numbers to what differs from run to run.
    private static final class Numbers {

        private final Map<String, String> ports = new LinkedHashMap<>();
        private final Map<String, String> hosts = new LinkedHashMap<>();
        private final Map<String, Integer> identifications = new LinkedHashMap<>();

        Numbers(int serverPort) {
            ports.put("." + serverPort, ".8888");
        }

        Packet packet(Matcher header, String content) {
            return new Packet(
                    identification(header.group(1)),
                    Integer.parseInt(header.group(2)),
                    header.group(3),
                    header.group(4),
                    Integer.parseInt(header.group(5)),
                    content(content));
        }

        private int identification(String printed) {
            return identifications.computeIfAbsent(printed, _ -> identifications.size() + 1);
        }

        private String content(String content) {
            Matcher quoted = HEADER.matcher(content);
            if (quoted.find()) {
                String rest = content.substring(quoted.end());
                return content(content.substring(0, quoted.start())) + " | " + packet(quoted, rest);
            }
            String plain =
                    content.replaceAll(" \\[(bad )?udp (cksum|sum)[^\\]]*\\]", "")
                            .replaceFirst("udp port \\d+ unreachable", "udp port 8888 unreachable")
                            .strip();
            String shorter = SEGMENT.matcher(plain).replaceFirst("Flags [$1], length $2");
            return END.matcher(shorter).replaceAll(this::end);
        }

        private String end(java.util.regex.MatchResult end) {
            String host =
                    hosts.computeIfAbsent(end.group(1), _ -> "172.17.0." + (2 - hosts.size()));
            String port = end.group(2);
            return port == null
                    ? host
                    : host + ports.computeIfAbsent(port, _ -> "." + (50_000 + ports.size()));
        }
    }
}
