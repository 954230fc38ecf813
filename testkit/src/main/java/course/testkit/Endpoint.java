package course.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// One end of a TCP connection as it stands in a packet: an IPv4 or IPv6 address and a port.
public record Endpoint(InetAddress address, int port) {

    private static final Pattern ZERO_GROUPS = Pattern.compile("(?<![^:])0(:0)+(?![^:])");

    /// Checks the port.
    public Endpoint {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
    }

    /// From the 4 or 16 bytes of a packet.
    static Endpoint of(byte[] address, int port) {
        try {
            return new Endpoint(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address.length + " bytes are no IP address", e);
        }
    }

    /// As tcpdump prints it, the port after the last dot: `172.17.0.2.45678`.
    public String tcpdump() {
        return host() + "." + port;
    }

    /// As URLs have it: `172.17.0.2:45678` or `[2001:db8::1]:45678`.
    @Override
    public String toString() {
        return host().contains(":") ? "[" + host() + "]:" + port : host() + ":" + port;
    }

    /// The JDK writes all eight groups of an IPv6 address; RFC 5952, section 4.2 has `::` for the
    /// longest run of zeros, and for the first of two equally long ones.
    private String host() {
        String full = address.getHostAddress();
        return ZERO_GROUPS
                .matcher(full)
                .results()
                .reduce((a, b) -> length(b) > length(a) ? b : a)
                .map(run ->
                        (full.substring(0, run.start()) + "::" + full.substring(run.end()))
                                .replaceAll(":{3,}", "::"))
                .orElse(full);
    }

    private static int length(MatchResult match) {
        return match.end() - match.start();
    }
}
