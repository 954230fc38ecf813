package lesson06.exercise.outside;

import course.testkit.Launcher;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import lesson06.exercise.DatagramChat;

/// A chat with the test, in which everything that is shown is typed again; `say bye` is typed as
/// `bye`. The arguments are the test's port, and after how many milliseconds of silence it ends.
final class DatagramChatMain {

    static final String SAY_BYE = "say bye";

    private DatagramChatMain() {}

    public static void main(String[] args) {
        InetSocketAddress test =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        Duration silence = Duration.ofMillis(Long.parseLong(args[1]));
        BlockingQueue<String> shown = new LinkedBlockingQueue<>();
        Launcher.serve(() -> {
            DatagramSocket socket = new DatagramSocket(Launcher.ANY_PORT);
            InetSocketAddress here = (InetSocketAddress) socket.getLocalSocketAddress();
            Launcher.start(
                    () -> DatagramChat.chat(socket, test, () -> typed(shown), shown::add, silence));
            return here;
        });
    }

    private static String typed(BlockingQueue<String> shown) {
        try {
            String line = shown.take();
            return line.equals(SAY_BYE) ? "bye" : line;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
