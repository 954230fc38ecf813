package lesson01;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Shows how hosts on one Ethernet find each other's MAC, with hosts and a clock that exist only
/// inside this program. No frame leaves it.
///
/// See RFC 826 (ARP) and RFC 1122, 2.3.2.1 (entries must be forgotten).
public final class ArpSimulator {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ArpSimulator [scene]
                    Plays one scene and prints every frame. The scenes:
                    learn (the default), expire, spoof, router.
                    Example: ./course run lesson01 ArpSimulator spoof
                    """,
                    1);

    private static final String MAC_OF_A = "02:00:00:00:00:0a";
    private static final String MAC_OF_B = "02:00:00:00:00:0b";

    private final PrintStream out;
    private Instant now = Instant.EPOCH;
    private final InstantSource clock = () -> now;
    private final SimulatedEthernet lan;
    private final SimulatedHost a;
    private final SimulatedHost b;

    private ArpSimulator(PrintStream out) {
        this.out = out;
        lan = new SimulatedEthernet("net1", out);
        a = new SimulatedHost("A", false, clock, out);
        a.connect(lan, MAC_OF_A, "192.168.1.10").gateway("192.168.1.1");
        b = new SimulatedHost("B", false, clock, out).connect(lan, MAC_OF_B, "192.168.1.20");
        out.println("A is 192.168.1.10 at " + MAC_OF_A + ", B is 192.168.1.20 at " + MAC_OF_B);
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 no such scene.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args, out, err, arguments -> play(arguments.text(0, "scene", "learn"), out));
    }

    private static int play(String scene, PrintStream out) throws Failure {
        switch (scene) {
            case "learn" -> new ArpSimulator(out).learn();
            case "expire" -> new ArpSimulator(out).expire();
            case "spoof" -> new ArpSimulator(out).spoof();
            case "router" -> new ArpSimulator(out).router();
            default -> throw Failure.usage("Unknown scene \"" + SafeText.of(scene) + "\".");
        }
        return Program.DONE;
    }

    /// The first packet needs a question, the second does not. The third host hears the question
    /// and learns nothing.
    private void learn() {
        SimulatedHost c = new SimulatedHost("C", false, clock, out);
        c.connect(lan, "02:00:00:00:00:0c", "192.168.1.30");
        out.println("C is 192.168.1.30 at 02:00:00:00:00:0c");
        a.send("192.168.1.20", "你好");
        a.printTables();
        b.printTables();
        c.printTables();
        a.send("192.168.1.20", "again");
    }

    /// After a minute the answer is forgotten, and asked for again.
    private void expire() {
        a.send("192.168.1.20", "one");
        pass(Duration.ofSeconds(59));
        a.printTables();
        a.send("192.168.1.20", "two");
        pass(Duration.ofSeconds(1));
        a.printTables();
        a.send("192.168.1.20", "three");
    }

    /// A third host claims B's address, and A believes it.
    private void spoof() {
        SimulatedHost m = new SimulatedHost("M", true, clock, out);
        m.connect(lan, "02:00:00:00:00:66", "192.168.1.66");
        out.println("M is 192.168.1.66 at 02:00:00:00:00:66");
        a.send("192.168.1.20", "你好");
        a.printTables();
        m.claim("192.168.1.20", MAC_OF_A, "192.168.1.10");
        a.printTables();
        a.send("192.168.1.20", "a secret");
    }

    /// The destination is on another network: two frames, one packet.
    private void router() {
        SimulatedEthernet net2 = new SimulatedEthernet("net2", out);
        SimulatedHost r = new SimulatedHost("R", true, clock, out);
        r.connect(lan, "02:00:00:00:01:01", "192.168.1.1");
        r.connect(net2, "02:00:00:00:01:02", "10.0.0.1");
        SimulatedHost d = new SimulatedHost("D", false, clock, out);
        d.connect(net2, "02:00:00:00:00:0d", "10.0.0.40").gateway("10.0.0.1");
        out.println("R is 192.168.1.1 at 02:00:00:00:01:01, and 10.0.0.1 at 02:00:00:00:01:02");
        out.println("D is 10.0.0.40 at 02:00:00:00:00:0d, on net2");
        a.send("10.0.0.40", "你好");
        a.printTables();
        r.printTables();
        d.printTables();
    }

    private void pass(Duration time) {
        now = now.plus(time);
        out.println(time.toSeconds() + " s later");
    }
}
