package lesson01;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A decision about one destination, and the steps that led to it, in words.
///
/// @param steps one line each
/// @param route the route that counts; empty if there is none
record Forwarding(List<String> steps, Optional<Route> route) {

    /// With masks, as since CIDR (RFC 4632, 5.1): of the routes that fit, the one with the longest
    /// prefix counts.
    static Forwarding withMasks(RouteTable table, int destination) {
        List<String> steps = new ArrayList<>();
        String bits = Ipv4Text.grouped(Ipv4Text.bits(destination));
        steps.add(bits + "  " + Ipv4Text.of(destination));
        for (Route route : longestFirst(table)) {
            steps.add(compared(route, destination));
            if (route.fits(destination)) {
                return new Forwarding(steps, Optional.of(route));
            }
        }
        return new Forwarding(steps, Optional.empty());
    }

    /// The routes in the order in which they are tried: the longest prefix first, of equal ones
    /// that with the lowest metric.
    static List<Route> longestFirst(RouteTable table) {
        return table.routes().stream()
                .sorted(
                        Comparator.comparingInt(Route::prefixLength)
                                .reversed()
                                .thenComparingInt(Route::metric)
                                .thenComparing(Route::network, Integer::compareUnsigned))
                .toList();
    }

    /// The prefix's bits, and what the comparison with the destination gave.
    private static String compared(Route route, int destination) {
        int length = route.prefixLength();
        String prefix =
                Ipv4Text.bits(route.network()).substring(0, length) + ".".repeat(32 - length);
        String result =
                !route.fits(destination)
                        ? "no: bit %d differs".formatted(route.agreeingBits(destination) + 1)
                        : length == 0
                                ? "yes: no bit need agree"
                                : "yes: all %d bits agree".formatted(length);
        return "%s  %-18s  %s".formatted(Ipv4Text.grouped(prefix), route.destination(), result);
    }

    /// Without masks, as before subnets (RFC 791, 3.2; RFC 950 brought the mask): the class of an
    /// address says how many bits are the network, and a route is to one host, to one network of a
    /// class, or the default.
    static Forwarding withoutMasks(RouteTable table, int destination) {
        List<String> steps = new ArrayList<>();
        String name = Ipv4Text.of(destination);
        steps.add(
                "%s is in class %s: its network is %s."
                        .formatted(
                                name, className(destination), Ipv4Text.of(network(destination))));
        for (Question question : Question.values()) {
            Optional<Route> found =
                    table.routes().stream()
                            .filter(route -> question.isAbout(route))
                            .filter(route -> question.fits(route, destination))
                            .findFirst();
            steps.add(question.text + found.map(route -> "Yes: " + route.where()).orElse("No"));
            if (found.isPresent()) {
                return new Forwarding(steps, found);
            }
        }
        return new Forwarding(steps, Optional.empty());
    }

    /// The questions of a host that knows no masks, in their order.
    private enum Question {
        CONNECTED("Is that one of my own networks? "),
        HOST("Is there a route for this host alone? "),
        NETWORK("Is there a route for its network? "),
        DEFAULT("Is there a default route? ");

        private final String text;

        Question(String text) {
            this.text = text;
        }

        boolean isAbout(Route route) {
            return this
                    == switch (route.prefixLength()) {
                        case 0 -> DEFAULT;
                        case 32 -> HOST;
                        default -> route.kind() == Route.Kind.DIRECT ? CONNECTED : NETWORK;
                    };
        }

        boolean fits(Route route, int destination) {
            return switch (this) {
                case DEFAULT -> true;
                case HOST -> route.network() == destination;
                case CONNECTED, NETWORK -> network(route.network()) == network(destination);
            };
        }
    }

    private static String className(int address) {
        return address >= 0 ? "A" : address << 1 >= 0 ? "B" : "C";
    }

    /// The network of an address of class A, B or C: 8, 16 or 24 bits of it.
    private static int network(int address) {
        return switch (className(address)) {
            case "A" -> address & 0xff000000;
            case "B" -> address & 0xffff0000;
            default -> address & 0xffffff00;
        };
    }

    /// The decision in one line.
    String verdict(int destination) {
        if (route.isEmpty()) {
            return "Unreachable: no route fits, and the packet is not sent.";
        }
        Route best = route.get();
        return switch (best.kind()) {
            case UNREACHABLE -> "Unreachable: a route says so, and the packet is not sent.";
            case DIRECT ->
                    "Direct delivery on %s: ARP asks for the MAC of %s."
                            .formatted(best.device(), Ipv4Text.of(destination));
            case GATEWAY ->
                    "Next hop %s on %s, by the %s: ARP asks for the MAC of %s."
                            .formatted(
                                    Ipv4Text.of(best.gateway()),
                                    best.device(),
                                    best.name(),
                                    Ipv4Text.of(best.gateway()));
        };
    }
}
