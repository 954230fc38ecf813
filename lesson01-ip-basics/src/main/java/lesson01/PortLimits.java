package lesson01;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Linux kernel says about ports and about the rights of this process. Each answer is empty
/// where the system has no such file, or writes something else into it. See ip(7) and
/// capabilities(7).
///
/// @param proc where the kernel shows its files: `/proc`
record PortLimits(Path proc) {

    /// Bit 10 of a process's capabilities: it may bind the ports that need a privilege.
    static final int CAP_NET_BIND_SERVICE = 10;

    /// Bit 13: it may open a raw socket, and so send ICMP.
    static final int CAP_NET_RAW = 13;

    private static final Pattern TWO_PORTS = Pattern.compile("\\s*(\\d{1,5})\\s+(\\d{1,5})\\s*");
    private static final Pattern ONE_PORT = Pattern.compile("\\s*(\\d{1,5})\\s*");
    private static final Pattern CAPABILITIES = Pattern.compile("CapEff:\\s*(\\p{XDigit}{1,16})");

    /// The first and the last port that the kernel gives to a client.
    record Range(int first, int last) {}

    static PortLimits ofThisMachine() {
        return new PortLimits(Path.of("/proc"));
    }

    /// From where to where the kernel chooses when a program asks for any port.
    Optional<Range> ephemeral() {
        return found(TWO_PORTS, "sys/net/ipv4/ip_local_port_range")
                .map(two -> new Range(number(two.group(1)), number(two.group(2))));
    }

    /// The first port that every user may bind; those below need a privilege.
    OptionalInt firstWithoutPrivilege() {
        return found(ONE_PORT, "sys/net/ipv4/ip_unprivileged_port_start")
                .map(one -> OptionalInt.of(number(one.group(1))))
                .orElse(OptionalInt.empty());
    }

    /// Whether this process has a capability in effect.
    Optional<Boolean> has(int capability) {
        return found(CAPABILITIES, "self/status")
                .map(set -> Long.parseUnsignedLong(set.group(1), 16))
                .map(set -> (set >>> capability & 1) == 1);
    }

    /// Whether the kernel will refuse this port to this process, whoever its user is.
    boolean refuses(int port) {
        return port > 0
                && port < firstWithoutPrivilege().orElse(0)
                && !has(CAP_NET_BIND_SERVICE).orElse(false);
    }

    private Optional<Matcher> found(Pattern wanted, String file) {
        return lines(proc.resolve(file)).stream()
                .map(wanted::matcher)
                .filter(Matcher::matches)
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException _) {
            return List.of(); // not Linux, or hidden from this process
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }
}
