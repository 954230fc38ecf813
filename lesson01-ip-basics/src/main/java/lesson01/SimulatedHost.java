package lesson01;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import lesson01.SimulatedEthernet.ArpMessage;
import lesson01.SimulatedEthernet.Frame;
import lesson01.SimulatedEthernet.IpPacket;

/// A host or router with one ARP table for each of its ports. It does what RFC 826 says, to the
/// letter, and nothing more: so it believes everybody. All networks have a prefix of 24 bits.
final class SimulatedHost {

    /// How long an entry counts. RFC 1122, 2.3.2.1, wants old entries to be thrown out.
    static final Duration LIFETIME = Duration.ofSeconds(60);

    private final String name;
    private final boolean forwards;
    private final InstantSource clock;
    private final PrintStream out;
    private final List<Port> ports = new ArrayList<>();
    private String gateway = "";

    /// @param forwards whether it passes on packets that are for somebody else, as a router does
    SimulatedHost(String name, boolean forwards, InstantSource clock, PrintStream out) {
        this.name = name;
        this.forwards = forwards;
        this.clock = clock;
        this.out = out;
    }

    /// Connects the host to a network.
    SimulatedHost connect(SimulatedEthernet network, String mac, String ip) {
        Port port = new Port(network, mac, ip);
        network.connect(port);
        ports.add(port);
        return this;
    }

    /// Where packets for other networks go.
    SimulatedHost gateway(String ip) {
        gateway = ip;
        return this;
    }

    /// Sends a text as one IP packet.
    void send(String to, String text) {
        out.println(name + " sends \"" + text + "\" to " + to);
        route(new IpPacket(ports.getFirst().ip, to, 64, text));
    }

    /// Sends an ARP reply that nobody has asked for, and that says that `ip` is here.
    void claim(String ip, String victimMac, String victimIp) {
        Port port = ports.getFirst();
        out.println(name + " claims to be " + ip);
        ArpMessage lie = new ArpMessage(false, port.mac, ip, victimMac, victimIp);
        port.network.send(new Frame(victimMac, port.mac, lie));
    }

    /// Prints all entries that still count, and for how long.
    void printTables() {
        for (Port port : ports) {
            out.println("  the ARP table of " + name + " (" + port.ip + "):" + port.table());
        }
    }

    /// The forwarding decision: this network, or the gateway.
    private void route(IpPacket packet) {
        for (Port port : ports) {
            if (network(port.ip).equals(network(packet.to()))) {
                port.deliver(packet, packet.to());
                return;
            }
        }
        ports.getFirst().deliver(packet, gateway);
    }

    private static String network(String ip) {
        return ip.substring(0, ip.lastIndexOf('.'));
    }

    private void receive(IpPacket packet, String ownIp) {
        if (packet.to().equals(ownIp)) {
            out.println("  " + name + " has received \"" + packet.text() + "\"");
        } else if (forwards) {
            out.println(
                    "  " + name + " can read \"" + packet.text() + "\"; it passes the packet on");
            route(new IpPacket(packet.from(), packet.to(), packet.ttl() - 1, packet.text()));
        } else {
            out.println("  " + name + " throws it away: the packet is not for " + ownIp);
        }
    }

    private record Entry(String mac, Instant until) {}

    /// One connection to one network, with its table.
    private final class Port implements SimulatedEthernet.Station {

        private final SimulatedEthernet network;
        private final String mac;
        private final String ip;
        private final Map<String, Entry> entries = new TreeMap<>();
        private final Map<String, IpPacket> waiting = new TreeMap<>();

        Port(SimulatedEthernet network, String mac, String ip) {
            this.network = network;
            this.mac = mac;
            this.ip = ip;
        }

        @Override
        public String mac() {
            return mac;
        }

        /// Sends the packet to a neighbour. If its MAC is not known, asks, and keeps the packet.
        void deliver(IpPacket packet, String nextHop) {
            forgetTheOld();
            Entry entry = entries.get(nextHop);
            if (entry != null) {
                network.send(new Frame(entry.mac, mac, packet));
                return;
            }
            out.println("  %s has no MAC for %s: it asks all".formatted(name, nextHop));
            waiting.put(nextHop, packet);
            ArpMessage question = new ArpMessage(true, mac, ip, "", nextHop);
            network.send(new Frame(SimulatedEthernet.BROADCAST, mac, question));
        }

        @Override
        public void receive(Frame frame) {
            switch (frame.content()) {
                case ArpMessage message -> receive(message);
                case IpPacket packet -> SimulatedHost.this.receive(packet, ip);
            }
        }

        // region rfc826
        /// RFC 826, "Packet Reception", line by line. Whether it is a question or an answer is
        /// looked at last, and whether anybody had asked is not looked at at all.
        private void receive(ArpMessage message) {
            forgetTheOld();
            Entry news = new Entry(message.senderMac(), clock.instant().plus(LIFETIME));
            boolean merged = entries.replace(message.senderIp(), news) != null;
            if (!message.targetIp().equals(ip)) {
                return;
            }
            if (!merged) {
                entries.put(message.senderIp(), news);
            }
            if (message.isRequest()) {
                String asker = message.senderMac();
                ArpMessage answer = new ArpMessage(false, mac, ip, asker, message.senderIp());
                network.send(new Frame(asker, mac, answer));
            }
            sendWhatWaitsFor(message.senderIp());
        }

        // endregion

        private void sendWhatWaitsFor(String neighbour) {
            IpPacket packet = waiting.remove(neighbour);
            if (packet != null) {
                deliver(packet, neighbour);
            }
        }

        private void forgetTheOld() {
            entries.values().removeIf(entry -> !entry.until.isAfter(clock.instant()));
        }

        String table() {
            forgetTheOld();
            StringBuilder text = new StringBuilder();
            entries.forEach((neighbour, entry) -> {
                long left = Duration.between(clock.instant(), entry.until).toSeconds();
                text.append(" %s is at %s for %d s".formatted(neighbour, entry.mac, left));
            });
            return text.isEmpty() ? " empty" : text.toString();
        }
    }
}
