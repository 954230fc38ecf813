package lesson01;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// How many ICMP echo requests and how many TCP connects this machine has sent since its start, as
/// the Linux kernel counts them in `/proc/net/snmp` and `snmp6` (RFC 2011, `icmpOutEchos`; RFC
/// 4022, `tcpActiveOpens`). All programs of the machine count, so a difference of two readings
/// tells about one program only when the machine is quiet.
record SentCounters(long echoRequests, long tcpConnects) {

    /// Reads the counters below `/proc/net`. Empty where the system has no such files.
    static Optional<SentCounters> read(Path net) {
        try {
            List<String> snmp = Files.readAllLines(net.resolve("snmp"));
            long echos = counter(snmp, "Icmp:", "OutEchos") + icmp6Echos(net.resolve("snmp6"));
            return Optional.of(new SentCounters(echos, counter(snmp, "Tcp:", "ActiveOpens")));
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    SentCounters since(SentCounters before) {
        return new SentCounters(
                echoRequests - before.echoRequests, tcpConnects - before.tcpConnects);
    }

    /// What was sent, for a difference of two readings.
    @Override
    public String toString() {
        if (echoRequests > 0) {
            return "ICMP echo requests (" + echoRequests + "), as ping does";
        }
        return tcpConnects > 0
                ? "no ICMP echo request, but a TCP connect: port 7, echo"
                : "neither an ICMP echo request nor a TCP connect";
    }

    /// A group has two lines: the names, and below them the numbers.
    private static long counter(List<String> lines, String group, String name) {
        List<String[]> two =
                lines.stream()
                        .filter(line -> line.startsWith(group))
                        .map(line -> line.split(" "))
                        .toList();
        int at = two.size() < 2 ? -1 : Arrays.asList(two.get(0)).indexOf(name);
        return at < 0 || at >= two.get(1).length ? 0 : Long.parseLong(two.get(1)[at]);
    }

    private static long icmp6Echos(Path file) throws IOException {
        return !Files.exists(file)
                ? 0
                : Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("Icmp6OutEchos "))
                        .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
                        .sum();
    }
}
