package lesson06;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The speaking half of a [Talk]. Its thread sends what is typed, then says "bye".
///
/// A "bye" is answered with a "bye". Whoever says it first says it again when no answer comes, and
/// after three times ends without: no number of repetitions would make both ends certain.
final class Voice {

    static final String BYE = "bye";

    /// The longest line, in bytes. It fits into one packet on every path: IPv6 carries packets of
    /// 1,280 bytes everywhere (RFC 8200, 5), and 48 of them are headers.
    static final int LONGEST = 1_200;

    private static final int BYES = 3;

    private final DatagramSocket socket;
    private final InetSocketAddress partner;
    private final Talk.Limits limits;
    private final PrintStream out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean saidBye;
    private volatile boolean gaveUp;

    Voice(DatagramSocket socket, InetSocketAddress partner, Talk.Limits limits, PrintStream out) {
        this.socket = socket;
        this.partner = partner;
        this.limits = limits;
        this.out = out;
    }

    /// Sends each line until "bye" or the end of input, then sees to the end of the chat. When no
    /// "bye" comes back, closes the socket.
    void speak(InputStream typed) {
        Reader keys = new BufferedReader(new InputStreamReader(typed, StandardCharsets.UTF_8));
        try {
            String line = nextLine(keys);
            while (line != null && !line.equals(BYE)) {
                send(line);
                line = nextLine(keys);
            }
            if (line == null && isEndedWithin(limits.afterInput())) {
                return;
            }
            saidBye = true;
            for (int count = 0; count < BYES; count++) {
                send(BYE);
                if (isEndedWithin(limits.bye())) {
                    return;
                }
            }
            gaveUp = true;
            socket.close(); // ends the wait of the thread that receives
        } catch (IOException e) {
            out.println("What is typed cannot be read (" + e.getMessage() + "): listening only");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The other end has said "bye". Says it too, if that was not yet done.
    boolean answerBye() {
        if (!saidBye) {
            send(BYE);
        }
        out.println("The chat has ended");
        return true;
    }

    /// Whether three times "bye" had no answer.
    boolean hasGivenUp() {
        return gaveUp;
    }

    /// Nobody need repeat anything any more.
    void end() {
        ended.countDown();
    }

    private boolean isEndedWithin(Duration wait) throws InterruptedException {
        return ended.await(wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            out.println("Not sent: a line has at most " + LONGEST + " bytes");
            return;
        }
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, partner));
        } catch (IOException e) {
            if (ended.getCount() > 0) { // else the chat has ended meanwhile, and its socket
                out.println("Not sent: " + e.getMessage());
            }
        }
    }

    /// Without its line end; null at the end of input. Of a line that is too long to be sent, only
    /// as much is kept as shows that it is.
    private static String nextLine(Reader keys) throws IOException {
        StringBuilder line = new StringBuilder();
        int next = keys.read();
        if (next < 0) {
            return null;
        }
        while (next >= 0 && next != '\n') {
            if (line.length() <= LONGEST && next != '\r') {
                line.append((char) next);
            }
            next = keys.read();
        }
        return line.toString();
    }
}
