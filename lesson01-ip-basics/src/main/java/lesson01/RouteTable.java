package lesson01;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// The routes of one host, in the order in which they were given.
///
/// @param routes cannot be changed
record RouteTable(List<Route> routes) {

    private static final int FLAG_GATEWAY = 0x2;
    private static final int FLAG_REJECT = 0x200;

    RouteTable {
        routes = List.copyOf(routes);
    }

    /// A line to a route; the failure says why it is none.
    @FunctionalInterface
    private interface Reading {
        Route route(String line) throws Failure;
    }

    /// Reads lines as `ip route` prints them. Empty lines and comments (`#`) are left out.
    ///
    /// @throws Failure if a line is no route, or names a gateway that no connected network holds
    static RouteTable parse(List<String> lines) throws Failure {
        return read(lines, line -> line.isBlank() || line.startsWith("#"), Route::parse);
    }

    /// Reads the lines of Linux' `/proc/net/route`. Addresses are numbers of 32 bits in
    /// hexadecimal, in the byte order of the machine: `0100A8C0` is 192.168.0.1 on most.
    ///
    /// @throws Failure if a line is no route
    static RouteTable parseKernel(List<String> lines, ByteOrder order) throws Failure {
        return read(lines, line -> line.startsWith("Iface"), line -> kernelRoute(line, order));
    }

    private static RouteTable read(List<String> lines, Predicate<String> skipped, Reading reading)
            throws Failure {
        List<Route> routes = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (!skipped.test(lines.get(i))) {
                routes.add(route(i + 1, lines.get(i), reading));
                numbers.add(i + 1);
            }
        }
        RouteTable table = new RouteTable(routes);
        for (int i = 0; i < routes.size(); i++) {
            table.requireKnownGateway(routes.get(i), numbers.get(i));
        }
        return table;
    }

    private static Route route(int number, String line, Reading reading) throws Failure {
        try {
            return reading.route(line);
        } catch (Failure e) {
            String text = "Line %d is no route, \"%s\": %s";
            throw Failure.usage(text.formatted(number, SafeText.of(line), e.getMessage()));
        }
    }

    /// A gateway is a router in the neighbourhood. A frame can reach it only if it is on a network
    /// that this host is connected to.
    private void requireKnownGateway(Route route, int number) throws Failure {
        if (route.kind() == Route.Kind.GATEWAY
                && routes.stream()
                        .noneMatch(other ->
                                other.kind() == Route.Kind.DIRECT
                                        && other.device().equals(route.device())
                                        && other.fits(route.gateway()))) {
            String line = "Line %d: no connected network on %s holds the gateway %s of %s.";
            throw Failure.usage(
                    line.formatted(
                            number,
                            route.device(),
                            Ipv4Text.of(route.gateway()),
                            route.destination()));
        }
    }

    /// Columns: interface, destination, gateway, flags, three counters, mask.
    private static Route kernelRoute(String line, ByteOrder order) throws Failure {
        String[] columns = line.strip().split("\\s+");
        if (columns.length < 8
                || !(columns[1] + columns[2] + columns[7]).matches("[0-9A-Fa-f]{24}")
                || !columns[3].matches("[0-9A-Fa-f]{1,4}")
                || !columns[6].matches("[0-9]{1,9}")) {
            throw Failure.usage("eight columns of hexadecimal numbers are missing.");
        }
        int flags = Integer.parseInt(columns[3], 16);
        boolean viaGateway = (flags & FLAG_GATEWAY) != 0;
        Route.Kind kind = viaGateway ? Route.Kind.GATEWAY : Route.Kind.DIRECT;
        return new Route(
                (flags & FLAG_REJECT) != 0 ? Route.Kind.UNREACHABLE : kind,
                address(columns[1], order),
                Integer.bitCount(address(columns[7], order)),
                viaGateway ? address(columns[2], order) : 0,
                SafeText.of(columns[0]),
                Integer.parseInt(columns[6]));
    }

    private static int address(String hex, ByteOrder order) {
        int number = Integer.parseUnsignedInt(hex, 16);
        return order == ByteOrder.BIG_ENDIAN ? number : Integer.reverseBytes(number);
    }
}
