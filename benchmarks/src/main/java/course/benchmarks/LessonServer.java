package course.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import lesson05.EchoProtocol;
import lesson05.PooledServer;
import lesson05.ThreadPerClientServer;
import lesson05.VirtualThreadServer;
import lesson07.Connection;
import lesson07.EventLoopServer;
import lesson07.Handler;
import lesson07.LoopServer;
import lesson07.TextbookServer;
import lesson07.WorkersServer;

/// The lessons' own servers, without what they print for each visitor, and with a time limit that
/// no measurement reaches. Argument: which of them.
final class LessonServer {

    private static final Duration STALL = Duration.ofHours(1);
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    private LessonServer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("Listening on 127.0.0.1:" + port(args[0]));
        new CountDownLatch(1).await(); // until the process is ended
    }

    private static int port(String which) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        EchoProtocol echo = new EchoProtocol(STALL);
        lesson05.Visitors five = new lesson05.Visitors(NOWHERE, Integer.MAX_VALUE);
        lesson07.Visitors seven = new lesson07.Visitors(NOWHERE, Integer.MAX_VALUE);
        return switch (which) {
            case "thread" -> ThreadPerClientServer.open(any, echo, five).address().getPort();
            case "pool" -> PooledServer.open(any, echo, five).address().getPort();
            case "virtual" -> VirtualThreadServer.open(any, echo, five).address().getPort();
            case "textbook" -> TextbookServer.open(any, seven).address().getPort();
            case "loop" -> EventLoopServer.open(any, seven, STALL).address().getPort();
            case "two-loops" -> WorkersServer.open(any, seven, STALL, 2).address().getPort();
            case "work-one-loop" -> working(any, seven, 1);
            case "work-two-loops" -> working(any, seven, 2);
            default -> throw new IllegalArgumentException(which);
        };
    }

    private static int working(InetSocketAddress any, lesson07.Visitors visitors, int workers)
            throws IOException {
        Handler handler = new Working();
        return new LoopServer(new LoopServer.Settings(any, () -> handler, visitors, STALL), workers)
                .address()
                .getPort();
    }

    /// An echo that has 50 microseconds of something to compute.
    private static final class Working implements Handler {

        private static final long NANOS = 50_000;

        @Override
        public void received(ByteBuffer bytes, Connection client) throws IOException {
            long end = System.nanoTime() + NANOS;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            client.send(bytes);
        }
    }
}
