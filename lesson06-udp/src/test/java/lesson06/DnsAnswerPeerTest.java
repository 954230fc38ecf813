package lesson06;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import lesson06.exercise.DnsAnswer;
import lesson06.exercise.DnsAnswer.Entry;
import org.junit.jupiter.api.Test;

/// Answers of a real DNS server, read by the student's code. They come over TCP, which reaches the
/// peer on every machine; the message is the same.
@Exercise(number = "6.6", title = "Read a DNS answer", points = 20, of = DnsAnswer.class)
@NeedsPeer
class DnsAnswerPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Trace trace = new Trace();

    @Test
    void readsTheAnswersOfDnsmasq() throws Exception {
        Peer peer = Peer.get();
        try (PeerCommand _ = peer.start(DnsPeerTest.DNSMASQ)) {
            peer.awaitListening(9001);
            byte[] alias = ask(peer.address(9001), "www.course.example", DnsType.AAAA);
            byte[] many = ask(peer.address(9001), "many.course.example", DnsType.A);

            List<Entry> entries = trace.call("decode www AAAA", () -> DnsAnswer.decode(alias));
            List<Entry> addresses = trace.call("decode many A", () -> DnsAnswer.decode(many));

            InetAddress address = InetAddress.ofLiteral("2001:db8::7");
            String why = "dnsmasq says that www is an alias of host, and gives host's address.";
            trace.equal(
                    "the records of www",
                    List.of(
                            new Entry.Alias("www.course.example", 60, "host.course.example"),
                            new Entry.Address("host.course.example", 60, address)),
                    entries,
                    why);
            trace.equal("how many of many", 60, addresses.size(), "dnsmasq has 60 addresses.");
        }
    }

    private static byte[] ask(InetSocketAddress server, String name, DnsType type)
            throws Exception {
        DnsExchange exchange = new DnsExchange(server, 0x1a2b, DnsQuestion.of(name, type), LIMIT);
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) LIMIT.toMillis());
            DnsOverTcp.write(socket, exchange.query());
            return DnsOverTcp.read(socket, LIMIT);
        }
    }
}
