package course.testkit;

/// Asks for the peer twice, as two tests would, and prints a line for each: how it ended, how many
/// milliseconds it took, and the message. Runs in a JVM of its own, with another environment than
/// that of the tests.
final class PeerProbe {

    private PeerProbe() {}

    public static void main(String[] args) {
        System.out.println(ask());
        System.out.println(ask());
    }

    private static String ask() {
        long start = System.nanoTime();
        String end;
        try {
            boolean direct = Peer.get().isDirect();
            end = "available\t" + millisSince(start) + "\tdirect: " + direct;
        } catch (PeerUnavailable e) {
            end = "aborted\t" + millisSince(start) + "\t" + e.getMessage();
        } catch (AssertionError e) {
            end = "failed\t" + millisSince(start) + "\t" + e.getMessage();
        }
        return end;
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
