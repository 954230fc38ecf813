package lesson06.exercise.outside;

import course.testkit.Launcher;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import lesson06.RetransmissionTimer;
import lesson06.UdpLink;
import lesson06.exercise.StopAndWait;

/// `echo`: receives data from the test, and sends it back. `send`: sends a text many times over to
/// the test. The second argument is the test's port, the third one the text.
final class StopAndWaitMain {

    static final int MOST_BYTES = 100_000;

    /// So often the text is sent.
    static final int TIMES = 1_000;

    /// So long the receiver stays after the end.
    private static final Duration PATIENCE = Duration.ofMillis(800);

    private StopAndWaitMain() {}

    public static void main(String[] args) {
        InetSocketAddress test =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]));
        Launcher.serve(() -> {
            DatagramSocket socket = new DatagramSocket(Launcher.ANY_PORT);
            InetSocketAddress here = (InetSocketAddress) socket.getLocalSocketAddress();
            socket.connect(test);
            UdpLink link = new UdpLink(socket);
            Launcher.start(() -> {
                byte[] data =
                        args[0].equals("echo")
                                ? StopAndWait.receive(link, MOST_BYTES, PATIENCE)
                                : args[2].repeat(TIMES).getBytes(StandardCharsets.UTF_8);
                StopAndWait.send(link, data, timer());
                socket.close();
            });
            return here;
        });
    }

    private static RetransmissionTimer timer() {
        return new RetransmissionTimer(
                Duration.ofMillis(50), Duration.ofMillis(20), Duration.ofMillis(500));
    }
}
