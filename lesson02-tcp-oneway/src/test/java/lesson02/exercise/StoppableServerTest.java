package lesson02.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.HangReport;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "2.6",
        title = "Stop while a client is connected",
        points = 15,
        of = StoppableServer.class)
class StoppableServerTest {

    private static final int MILLIS = 2_000;
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Set<Thread.State> WAITING =
            Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

    private static final String NEXT_CLIENT_RULE =
            "What goes wrong on one connection ends that connection only. Catch its IOException"
                    + " inside the accept loop.";

    private final Trace trace =
            new Trace()
                    .byHand(
                            "nc localhost 8888   (leave it connected, and close the server in"
                                    + " another terminal)");
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private int threadsBefore;
    private StoppableServer server;
    private InetSocketAddress address;

    @BeforeEach
    void countThreads() {
        threadsBefore = threadsOfTheServer().size();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            // On a thread of its own: a close that hangs or throws has been reported already, and
            // must not stop the
            // next test.
            Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {}).start(server::close);
        }
    }

    @Test
    void handsEveryMessageToTheConsumer() throws Exception {
        start();
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("你好", "", "😀"));
            trace.ok("it sends three frames in one write");

            checkReceived(
                    "你好",
                    "The first frame: hand its text to the consumer as soon as it is complete.");
            checkReceived("", "An empty text is a message too.");
            checkReceived(
                    "😀",
                    "The third frame came in the same segment. Go on reading until the end of the"
                            + " stream.");
        }
    }

    @Test
    void servesOneClientAfterTheOther() throws Exception {
        trace.byHand("nc localhost 8888   (end it with Ctrl-C, then connect again)");
        start();

        for (String text : List.of("first", "second", "third")) {
            try (Socket client = connect()) {
                client.getOutputStream().write(frames(text));
                checkReceived(text, "When a client has left, accept the next one.");
            }
        }
    }

    @Test
    void survivesAClientThatResetsItsConnection() throws Exception {
        trace.byHand("nc localhost 8888   (end it with Ctrl-C, then connect again)");
        start();
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("before the reset"));
            checkReceived("before the reset", "Hand over each text at once.");
            // Linger 0: close sends RST, as the kernel does for a program that crashes with unread
            // data.
            client.setSoLinger(true, 0);
        }
        trace.ok("it resets the connection (RST)");

        checkTheNextClientIsServed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "00 06 e4 bd", "ff ff 01 02 03", "00 01 ff"})
    void survivesAClientThatSendsHalfAFrameOrGarbage(String bytes) throws Exception {
        trace.byHand("printf '" + Bytes.printf(Bytes.of(bytes)) + "' | nc -N localhost 8888");
        start();
        try (Socket client = connect()) {
            client.getOutputStream().write(Bytes.of(bytes));
        }
        trace.ok("it sends " + bytes + " and leaves");

        checkTheNextClientIsServed();
        trace.check(
                "nothing else was handed over",
                received.isEmpty(),
                "The consumer was given " + received + ". Only complete frames are messages.");
    }

    @Test
    void aTakenPortIsReported() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            trace.throwsA(
                    BindException.class,
                    "start a server on a port that is taken",
                    "Bind in the constructor, on the caller's thread, and let the exception pass.",
                    () ->
                            server =
                                    new StoppableServer(
                                            (InetSocketAddress) other.getLocalSocketAddress(),
                                            received::add));
        }
    }

    @Test
    void stopsWhileNobodyIsConnected() {
        start();

        trace.ok("its thread waits in accept: closing the ServerSocket ends this");
        trace.run("close the server", server::close);

        checkNothingIsLeft();
    }

    @Test
    void stopsWhileAClientIsConnected() throws Exception {
        start();
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("你好"));
            checkReceived("你好", "Hand over each text at once.");

            checkStopsWhileItReadsFrom(client);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "00 06 e4 bd"})
    void stopsWhileAFrameIsIncomplete(String bytes) throws Exception {
        start();
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("你好"));
            checkReceived("你好", "Hand over each text at once.");
            client.getOutputStream().write(Bytes.of(bytes));
            trace.ok("it sends " + bytes + " of the next frame, and stays connected");

            checkStopsWhileItReadsFrom(client);
        }
    }

    @Test
    void closingTwiceIsNoError() throws Exception {
        start();
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("before the end"));
            checkReceived("before the end", "Hand over each text at once.");

            trace.run("close the server", server::close);
            trace.run("close it again: now this does nothing", server::close);
        }
    }

    @Test
    void theSamePortCanBeUsedAtOnce() throws Exception {
        start();
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("to the old server"));
            checkReceived("to the old server", "Hand over each text at once.");

            trace.run("close the server", server::close);
            server =
                    trace.call(
                            "start a second server on the same port",
                            () -> new StoppableServer(address, received::add));
        }

        checkTheNextClientIsServed();
    }

    @Test
    void closeWaitsForTheMessageThatIsBeingHandled() throws Exception {
        AtomicReference<Thread> closing = new AtomicReference<>();
        AtomicBoolean closeHasReturned = new AtomicBoolean();
        AtomicBoolean finishedTooLate = new AtomicBoolean();
        CountDownLatch handling = new CountDownLatch(1);
        CountDownLatch closeBegun = new CountDownLatch(1);
        start(text -> {
            handling.countDown();
            awaitUntilReturned(closeHasReturned, closeBegun, closing);
            finishedTooLate.set(closeHasReturned.get());
            received.add(text);
        });
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("slow"));
            trace.check(
                    "the consumer begins to work on a message",
                    handling.await(MILLIS, TimeUnit.MILLISECONDS),
                    "Hand over each text at once.");

            trace.run(
                    "close the server while the consumer works",
                    () -> {
                        closing.set(Thread.currentThread());
                        closeBegun.countDown();
                        server.close();
                        closeHasReturned.set(true);
                    });

            checkReceived("slow", "A message that has been received must not be lost.");
            trace.check(
                    "close has waited for the consumer",
                    !finishedTooLate.get(),
                    "close returned while the server's thread was still at work. After closing the"
                            + " sockets, wait for the thread: join, with a limit of two seconds.");
        }
    }

    private void start() {
        start(received::add);
    }

    private void start(java.util.function.Consumer<String> consumer) {
        server =
                trace.call(
                        "start the server on a free port",
                        () -> new StoppableServer(ANY_PORT, consumer));
        address = trace.call("ask for its address", server::address);
        trace.check(
                "the address has a real port",
                address != null && address.getPort() != 0,
                "It is "
                        + address
                        + ". Port 0 means \"any\": ask the ServerSocket which one it got.");
    }

    private Socket connect() {
        return trace.call(
                "a client connects",
                () -> {
                    Socket client = new Socket();
                    client.connect(address, MILLIS);
                    client.setSoTimeout(MILLIS);
                    client.setTcpNoDelay(true);
                    return client;
                });
    }

    private void checkStopsWhileItReadsFrom(Socket client) throws IOException {
        trace.ok("the server's thread waits in read: only closing this client's socket ends that");
        trace.run("close the server", server::close);

        trace.check(
                "the client sees the end of the stream, or a reset",
                seesTheEnd(client),
                "The connection is still open after close. Close the client's socket too.");
        checkNothingIsLeft();
    }

    private void checkTheNextClientIsServed() throws Exception {
        try (Socket client = connect()) {
            client.getOutputStream().write(frames("next"));
            checkReceived("next", NEXT_CLIENT_RULE);
        }
    }

    private void checkReceived(String expected, String why) throws InterruptedException {
        trace.equal(
                "the consumer is given \"" + expected + "\"",
                expected,
                received.poll(MILLIS, TimeUnit.MILLISECONDS),
                why + " (null: nothing came within two seconds.)");
    }

    private static boolean seesTheEnd(Socket client) throws IOException {
        try {
            return client.getInputStream().read() == -1;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true;
        }
    }

    private void checkNothingIsLeft() {
        trace.check(
                "no thread of the server is left",
                hasEnded(),
                "close has returned, but a thread has not ended:\n"
                        + String.join("\n", threadsOfTheServer()));
        trace.throwsA(
                ConnectException.class,
                "a new client is refused",
                "The listener is still open: close the ServerSocket.",
                () -> {
                    try (Socket late = new Socket()) {
                        late.connect(address, MILLIS);
                    }
                });
    }

    /// Now or soon: whether close waits for that, another test asks.
    private boolean hasEnded() {
        try {
            Awaitility.await()
                    .atMost(MILLIS, TimeUnit.MILLISECONDS)
                    .until(() -> threadsOfTheServer().size() <= threadsBefore);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }

    private static List<String> threadsOfTheServer() {
        return HangReport.ofThisMoment()
                .toString()
                .lines()
                .filter(line -> line.contains("StoppableServer.java"))
                .toList();
    }

    /// The consumer must not end before close could have returned: not before it has, or waits.
    private static void awaitUntilReturned(
            AtomicBoolean returned, CountDownLatch begun, AtomicReference<Thread> closing) {
        try {
            if (begun.await(MILLIS, TimeUnit.MILLISECONDS)) {
                Awaitility.await()
                        .atMost(1_500, TimeUnit.MILLISECONDS)
                        .until(() -> returned.get() || isWaiting(closing.get()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A socket's own close waits too, for moments: that is not waiting for a thread. State and
    /// stack have to be of the same moment.
    private static boolean isWaiting(Thread closing) {
        ThreadInfo info =
                ManagementFactory.getThreadMXBean()
                        .getThreadInfo(closing.threadId(), Integer.MAX_VALUE);
        return info != null
                && WAITING.contains(info.getThreadState())
                && Arrays.stream(info.getStackTrace())
                        .noneMatch(frame -> frame.getClassName().startsWith("java.net."));
    }

    private static byte[] frames(String... texts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (String text : texts) {
            out.writeUTF(text);
        }
        return bytes.toByteArray();
    }
}
