package lesson02;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Shows that TCP carries a stream of bytes: it keeps their order, and forgets where a write began
/// or ended.
///
/// See RFC 9293, 2.2 ("a reliable, in-order, byte-stream service"), and [InputStream#read(byte[])].
public final class WritesAndReads {

    private static final int LARGE = 1_000_000;
    private static final int SECONDS = 10;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: WritesAndReads
                    Sends with several small writes and with a large one.
                    Prints what the reads return.
                    Example: ./course run lesson02 WritesAndReads
                    """,
                    0);

    private WritesAndReads() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 1 the reads are not as foretold.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException, InterruptedException {
        boolean joined = threeWrites(out);
        boolean split = oneWrite(out);
        return joined && split ? Program.DONE : Program.CHECKS_FAILED;
    }

    // region three-writes
    private static boolean threeWrites(PrintStream out) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket receiver = listener.accept()) {
            write(sender, out, "one", "two", "three");
            byte[] buffer = new byte[100];
            int count = receiver.getInputStream().read(buffer);
            String text = new String(buffer, 0, count, StandardCharsets.UTF_8);
            out.println("read   " + count + " bytes: " + text);
            int end = receiver.getInputStream().read(buffer);
            out.println("read   " + end + ": the end of the stream");
            return count == "onetwothree".length() && end == -1;
        }
    }

    /// Writes, closes, and returns when the other end's kernel has acknowledged every byte.
    private static void write(Socket sender, PrintStream out, String... words) throws IOException {
        sender.setTcpNoDelay(true); // each write leaves at once, in a segment of its own
        sender.setSoLinger(true, SECONDS); // close waits for the acknowledgement
        try (OutputStream stream = sender.getOutputStream()) {
            for (String word : words) {
                stream.write(word.getBytes(StandardCharsets.UTF_8));
                out.println("write  " + word.length() + " bytes: " + word);
            }
        }
    }

    // endregion

    private static boolean oneWrite(PrintStream out) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket receiver = listener.accept()) {
            byte[] bytes = new byte[LARGE];
            Thread writer = Thread.ofVirtual().name("writer").start(() -> write(sender, bytes));
            out.println("write  " + LARGE + " bytes at once");
            byte[] buffer = new byte[LARGE];
            int reads = 0;
            int total = 0;
            for (int count; (count = receiver.getInputStream().read(buffer)) >= 0; reads++) {
                total += count;
            }
            writer.join();
            String how = reads > 1 ? "several reads, each" : "one read";
            out.println(how + " with room for all: together " + total + " bytes");
            return reads > 1 && total == LARGE;
        }
    }

    private static void write(Socket sender, byte[] bytes) {
        try (OutputStream stream = sender.getOutputStream()) {
            stream.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
