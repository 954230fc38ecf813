package lesson03;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Shows what a loop does that takes "nothing was read" for "nothing has come yet": it spins. The
/// loop here ends by its own limit; in a real program nothing ends it.
public final class EndIgnored {

    private static final int MOST_READS = 1_000_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: EndIgnored
                    Reads on after the end of a stream, a million times, and counts.
                    Example: ./course run lesson03 EndIgnored
                    """,
                    0);

    private EndIgnored() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket reader = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
            out.println("Listening on " + Endpoint.of(listener.getLocalSocketAddress()));
            try (Socket writer = listener.accept()) {
                writer.getOutputStream().write("再见".getBytes(StandardCharsets.UTF_8));
            }
            readOn(reader.getInputStream(), out);
            return Program.DONE;
        }
    }

    /// Wrong on purpose: the loop goes on as if -1 were "not yet".
    private static void readOn(InputStream in, PrintStream out) throws IOException {
        byte[] buffer = new byte[100];
        int bytes = 0;
        int nothing = 0;
        long start = System.nanoTime();
        for (int reads = 0; reads < MOST_READS; reads++) {
            int count = in.read(buffer);
            if (count > 0) {
                bytes += count;
            } else {
                nothing++; // the cure: break
            }
        }
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        out.println(MOST_READS + " reads in " + millis + " ms, and none of them waited");
        out.println(MOST_READS - nothing + " gave data, together " + bytes + " bytes");
        out.println(nothing + " gave -1, the end of the stream");
    }
}
