package lesson01;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// One Ethernet network in the memory of this program. A frame reaches the station with its MAC, or
/// all stations. Every frame is printed, as tcpdump would. Frames are delivered at once, in the
/// caller's thread.
final class SimulatedEthernet {

    static final String BROADCAST = "ff:ff:ff:ff:ff:ff";

    /// What a frame carries.
    sealed interface Content {}

    /// An ARP message, RFC 826. In a request `targetMac` is empty.
    record ArpMessage(
            boolean isRequest, String senderMac, String senderIp, String targetMac, String targetIp)
            implements Content {
        @Override
        public String toString() {
            return isRequest
                    ? "ARP request: who has %s? Tell %s at %s"
                            .formatted(targetIp, senderIp, senderMac)
                    : "ARP reply: %s is at %s".formatted(senderIp, senderMac);
        }
    }

    /// An IP packet. A router takes one from `ttl` and changes nothing else.
    record IpPacket(String from, String to, int ttl, String text) implements Content {
        @Override
        public String toString() {
            return "IP %s to %s, TTL %d: \"%s\"".formatted(from, to, ttl, text);
        }
    }

    /// What travels: two MACs and a content.
    record Frame(String to, String from, Content content) {}

    /// Who is connected.
    interface Station {
        /// The MAC of this connection.
        String mac();

        /// Takes a frame that was sent to [#mac] or to all.
        void receive(Frame frame);
    }

    private final String name;
    private final PrintStream out;
    private final List<Station> stations = new ArrayList<>();

    /// A network without stations. `name` is printed with each frame.
    SimulatedEthernet(String name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    /// Connects a station.
    void connect(Station station) {
        stations.add(station);
    }

    // region send
    /// Delivers a frame: a switch looks at the MAC in front and at nothing behind it.
    void send(Frame frame) {
        String to = frame.to().equals(BROADCAST) ? "all              " : frame.to();
        out.println("  %s: %s > %s  %s".formatted(name, frame.from(), to, frame.content()));
        for (Station station : stations) {
            boolean isForIt = frame.to().equals(BROADCAST) || frame.to().equals(station.mac());
            if (isForIt && !frame.from().equals(station.mac())) {
                station.receive(frame);
            }
        }
    }
    // endregion
}
