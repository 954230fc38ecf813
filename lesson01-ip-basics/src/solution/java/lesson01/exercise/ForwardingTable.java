package lesson01.exercise;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Chooses the next hop by the longest prefix (RFC 4632, section 5.1).
public final class ForwardingTable {

    private static final int ADDRESS_BITS = 32;

    private static final Comparator<Route> BEST_LAST =
            Comparator.comparingInt(Route::prefixLength)
                    .thenComparing(Route::metric, Comparator.reverseOrder());

    private final List<Route> routes = new ArrayList<>();

    /// Where a packet goes next: the frame carries it to the MAC of `address`.
    ///
    /// @param address a gateway, or the destination itself when it is directly connected
    /// @param networkInterface for example `eth0`
    public record NextHop(Inet4Address address, String networkInterface) {}

    private record Route(
            int network,
            int prefixLength,
            int metric,
            Optional<Inet4Address> gateway,
            String networkInterface) {

        boolean fits(int address) {
            return (address & mask(prefixLength)) == network;
        }

        boolean isConnected() {
            return gateway.isEmpty();
        }

        boolean hasSameKey(Route other) {
            return network == other.network
                    && prefixLength == other.prefixLength
                    && metric == other.metric;
        }
    }

    /// A table without routes.
    public ForwardingTable() {}

    /// Adds a network that this host is connected to.
    ///
    /// @throws IllegalArgumentException when the prefix length is not from 0 to 32, a bit behind it
    ///   is set, or the table has a route with the same network, prefix length and metric
    public void addConnected(
            Inet4Address network, int prefixLength, String networkInterface, int metric) {
        add(network, prefixLength, metric, Optional.empty(), networkInterface);
    }

    /// Adds a network that is reached through a gateway.
    ///
    /// @throws IllegalArgumentException when [#addConnected] would throw it, or no connected
    ///   network holds the gateway
    public void addThrough(
            Inet4Address network, int prefixLength, Inet4Address gateway, int metric) {
        Route way =
                best(gateway, Route::isConnected)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "no connected network holds the gateway "
                                                + gateway.getHostAddress()));
        add(network, prefixLength, metric, Optional.of(gateway), way.networkInterface);
    }

    /// Decides where a packet goes; empty when no route fits.
    public Optional<NextHop> nextHop(Inet4Address destination) {
        return best(destination, _ -> true)
                .map(route ->
                        new NextHop(route.gateway.orElse(destination), route.networkInterface));
    }

    private Optional<Route> best(Inet4Address address, Predicate<Route> allowed) {
        int bits = bits(address);
        return routes.stream().filter(allowed).filter(route -> route.fits(bits)).max(BEST_LAST);
    }

    private void add(
            Inet4Address network,
            int prefixLength,
            int metric,
            Optional<Inet4Address> gateway,
            String networkInterface) {
        String name = network.getHostAddress() + "/" + prefixLength;
        require(prefixLength >= 0 && prefixLength <= ADDRESS_BITS, "no prefix length: " + name);
        int bits = bits(network);
        require((bits & ~mask(prefixLength)) == 0, "bits behind the prefix are set: " + name);
        Route route = new Route(bits, prefixLength, metric, gateway, networkInterface);
        require(routes.stream().noneMatch(route::hasSameKey), "there is such a route: " + name);
        routes.add(route);
    }

    /// Java takes a shift by 32 for a shift by 0, so /0 needs a line of its own.
    private static int mask(int prefixLength) {
        return prefixLength == 0 ? 0 : -1 << (ADDRESS_BITS - prefixLength);
    }

    private static int bits(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
