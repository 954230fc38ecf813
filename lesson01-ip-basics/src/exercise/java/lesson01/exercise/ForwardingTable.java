package lesson01.exercise;

import java.net.Inet4Address;
import java.util.Optional;

/// **Exercise 1.6: Choose the next hop.** About 25 minutes.
///
/// Every host and every router has a forwarding table. A route in it says: packets for these
/// addresses go there. "These addresses" are written as a network and a prefix length: in
/// `10.8.0.0/16` the first 16 bits count, and the route fits every destination that has the same
/// first 16 bits. `0.0.0.0/0` fits all: the default route. A prefix of 32 bits fits one host.
///
/// Of all routes that fit, the one with the longest prefix decides (RFC 4632, section 5.1). If two
/// are equally long, the lower metric decides. The order in which routes were added plays no part.
///
/// `address.getAddress()` gives the four bytes, the high byte first.
public final class ForwardingTable {

    /// Where a packet goes next: the frame carries it to the MAC of `address`.
    ///
    /// @param address a gateway, or the destination itself when it is directly connected
    /// @param networkInterface for example `eth0`
    public record NextHop(Inet4Address address, String networkInterface) {}

    /// A table without routes.
    public ForwardingTable() {}

    /// Adds a network that this host is connected to: its hosts are reached directly, without a
    /// gateway.
    ///
    /// @param network the first address of the network
    /// @param prefixLength how many bits of it count, 0 to 32
    /// @param networkInterface where the network is connected
    /// @param metric the cost, 0 or more
    /// @throws IllegalArgumentException when the prefix length is not from 0 to 32; when a bit of
    ///   `network` behind the prefix is set (10.8.0.1/16 is no network); when the table has a route
    ///   with the same network, prefix length and metric. The table stays as it was.
    public void addConnected(
            Inet4Address network, int prefixLength, String networkInterface, int metric) {
        throw new UnsupportedOperationException(
                "Check the prefix length and the bits behind it, then keep the route.");
    }

    /// Adds a network that is reached through a gateway. The interface is that of the connected
    /// network that holds the gateway; of several, that with the longest prefix.
    ///
    /// @throws IllegalArgumentException when [#addConnected] would throw it, or when no connected
    ///   network in the table holds the gateway: a gateway behind another gateway cannot be reached
    ///   by a frame. The table stays as it was.
    public void addThrough(
            Inet4Address network, int prefixLength, Inet4Address gateway, int metric) {
        throw new UnsupportedOperationException(
                "Find the connected network that holds the gateway, then keep the route.");
    }

    /// Decides where a packet goes, or that it goes nowhere: empty when no route fits.
    public Optional<NextHop> nextHop(Inet4Address destination) {
        throw new UnsupportedOperationException(
                "Of the routes that fit the destination, find the one with the longest prefix.");
    }
}
