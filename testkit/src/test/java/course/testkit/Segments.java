package course.testkit;

import course.testkit.Segment.Flag;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// A conversation to test with: one message, closed by the client, with the numbers of a real one.
final class Segments {

    static final Endpoint CLIENT = Endpoint.of(new byte[] {(byte) 172, 17, 0, 2}, 45_678);
    static final Endpoint SERVER = Endpoint.of(new byte[] {(byte) 172, 17, 0, 1}, 8_888);

    private static final long CLIENT_START =
            0xffff_fffeL; // the numbers of the data begin again at 0
    private static final long SERVER_START = 1_000_000;

    private Segments() {}

    static List<Segment> oneMessage() {
        return List.of(
                client(0, CLIENT_START, 0, "", Flag.SYN),
                server(1, SERVER_START, CLIENT_START + 1, Flag.SYN, Flag.ACK),
                client(2, CLIENT_START + 1, SERVER_START + 1, "", Flag.ACK),
                client(
                        3,
                        CLIENT_START + 1,
                        SERVER_START + 1,
                        "00 06 e4 bd a0 e5 a5 bd",
                        Flag.PSH,
                        Flag.ACK),
                server(4, SERVER_START + 1, 7, Flag.ACK),
                client(5, 7, SERVER_START + 1, "", Flag.FIN, Flag.ACK),
                server(6, SERVER_START + 1, 8, Flag.FIN, Flag.ACK),
                client(7, 8, SERVER_START + 2, "", Flag.ACK));
    }

    static Segment client(
            int millis, long sequence, long acknowledgement, String hex, Flag... flags) {
        return segment(CLIENT, SERVER, millis, sequence, acknowledgement, hex, flags);
    }

    static Segment server(int millis, long sequence, long acknowledgement, Flag... flags) {
        return segment(SERVER, CLIENT, millis, sequence, acknowledgement, "", flags);
    }

    static Segment segment(
            Endpoint from,
            Endpoint to,
            int millis,
            long sequence,
            long acknowledgement,
            String hex,
            Flag... flags) {
        return new Segment(
                from,
                to,
                sequence,
                acknowledgement,
                Set.of(flags),
                502,
                new byte[0],
                Bytes.of(hex),
                Duration.ofMillis(millis));
    }
}
