package lesson05.exercise;

import com.sun.management.UnixOperatingSystemMXBean;
import course.testkit.Exercise;
import course.testkit.LiveThreads;
import course.testkit.Trace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Exercise(number = "5.6", title = "Five thousand idle clients", points = 10, of = WaitingRoom.class)
class WaitingRoomTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final int MANY = 5_000;

    /// So many come in one step: it is looked at what they cost before more of them come.
    private static final int AT_ONCE = 500;

    /// 200 MB for 5,000 clients.
    private static final int MOST_HEAP_EACH = 40_000;

    /// The JVM has some of its own: for virtual threads as many as processors, and more for a
    /// while.
    private static final int MOST_PLATFORM_THREADS = 100;

    /// Files of the JVM, of the tests, and of a shell.
    private static final int OTHER_DESCRIPTORS = 500;

    private final Trace trace =
            new Trace().byHand("nc localhost 8888   (then type a line, or nothing)");
    private final List<SocketChannel> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(2_000);
    private long heapBefore;
    private int threadsBefore;
    private final LiveThreads threads = new LiveThreads();
    private WaitingRoom room;
    private InetSocketAddress address;

    @BeforeEach
    void measure() {
        heapBefore = heapInUse();
        threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /// With a reset, not with FIN: otherwise 5,000 connections would stay in TIME_WAIT for a
    /// minute.
    @AfterEach
    void stop() throws Exception {
        for (SocketChannel client : clients) {
            reset(client);
        }
        if (room != null) {
            // On a thread of its own: a close that hangs or throws has been reported already.
            Thread closing =
                    Thread.ofPlatform()
                            .daemon()
                            .uncaughtExceptionHandler((_, _) -> {})
                            .start(room::close);
            closing.join(Duration.ofSeconds(3));
        }
        threads.close();
    }

    @Test
    void answersEachClientWithItsNumber() throws Exception {
        start();
        SocketChannel first = connect();
        SocketChannel second = connect();

        checkAnswer(first, 1, "你好");
        checkAnswer(second, 2, "再见");
        checkAnswer(second, 2, "");
        checkAnswer(first, 1, "x".repeat(1_000));
        trace.run("client 1 sends three lines at once", () -> write(first, "a\nb\r\n你\n"));
        for (String line : List.of("1: a", "1: b", "1: 你")) {
            trace.equal(
                    "it reads \"" + line + '"', line, readLine(first), "Each line is answered.");
        }
    }

    @Test
    void aLineThatIsTooLongEndsTheConnection() throws Exception {
        start();
        SocketChannel client = connect();

        trace.run(
                "it sends 1,002 bytes without a line end", () -> write(client, "x".repeat(1_002)));

        trace.check(
                "its connection is closed",
                trace.call("it reads", () -> readLine(client)).isEmpty(),
                "A client could send without end. A line has 1,000 bytes at most; after more, close.");
        checkAnswer(connect(), 2, "the next one is served");
    }

    @Test
    void nothingIsKeptForAClientThatHasGone() throws Exception {
        start();
        connect();
        long socketsBefore = openDescriptors();
        for (int i = 0; i < 50; i++) {
            SocketChannel client = connectQuietly(i + 2);
            if (i % 2 == 0) {
                reset(client);
            } else {
                client.close();
            }
        }
        trace.ok("50 clients connect, and leave: one half closes, the other half resets");

        trace.check(
                "no thread is left for any of them",
                threads.fallTo(2),
                "A client has gone, and a thread is still there for it:\n" + threads.inWords());
        trace.check(
                "no socket is left for any of them",
                soon(() -> openDescriptors() <= socketsBefore + 5),
                "Each of them has left an open socket in the server: "
                        + (openDescriptors() - socketsBefore)
                        + " descriptors more than before. Whatever ends the conversation, close the socket:"
                        + " try-with-resources.");
        checkAnswer(clients.getFirst(), 1, "still here");
    }

    @Test
    void closesWhileManyAreIdle() throws Exception {
        start();
        come(AT_ONCE);

        trace.run("close the room", room::close);
        trace.run("close it again: now this does nothing", room::close);

        trace.run(
                "each client sees the end of the stream, or a reset",
                () -> {
                    for (SocketChannel client : clients) {
                        readLine(client);
                    }
                });
        trace.check(
                "no thread of the server is left",
                threads.fallTo(0),
                "close has returned, but a thread has not ended:\n" + threads.inWords());
        trace.throwsA(
                ConnectException.class,
                "a new client is refused",
                "The listener is still open: close it.",
                () -> SocketChannel.open(address).close());
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void goesOnWhenThereAreDescriptorsAgain() throws Exception {
        start();

        FewDescriptors.check(trace, WaitingRoom.class);
    }

    /// Whoever is dropped by the kernel because the backlog is full comes again after a second.
    @Test
    void aCrowdAtTheDoorIsLetInAtOnce() throws Exception {
        start();

        for (int i = 0; i < AT_ONCE; i++) {
            SocketChannel client = SocketChannel.open();
            clients.add(client);
            client.configureBlocking(false);
            client.connect(address);
        }
        trace.ok(AT_ONCE + " clients connect at the same moment");

        trace.check(
                "all are connected before a second is over",
                soon(Duration.ofMillis(900), () -> connected() == AT_ONCE),
                connected()
                        + " of them are. Those for which there was no room in the queue of the kernel try again"
                        + " after a second. bind takes a backlog; without one it is 50.");
    }

    private long connected() throws IOException {
        long connected = 0;
        for (SocketChannel client : clients) {
            connected += client.finishConnect() ? 1 : 0;
        }
        return connected;
    }

    @Test
    void fiveHundredIdleClientsCostLittle() throws Exception {
        start();

        come(AT_ONCE);

        answerInReverseOrder();
    }

    @Test
    void fiveThousandIdleClientsFitIn200Megabytes() throws Exception {
        start();
        assumeDescriptors();
        while (clients.size() < MANY) {
            come(AT_ONCE);
        }

        answerInReverseOrder();
    }

    private void assumeDescriptors() {
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean unix) {
            long needed = 2 * MANY + OTHER_DESCRIPTORS;
            long most = unix.getMaxFileDescriptorCount();
            Assumptions.assumeTrue(
                    most - unix.getOpenFileDescriptorCount() >= needed,
                    "Both ends of 5,000 connections need "
                            + needed
                            + " file descriptors, and this process may have "
                            + most
                            + ". On Linux and macOS: \"ulimit -n 20000\", then the same command again, in the same"
                            + " terminal.");
        }
    }

    private void start() {
        room = trace.call("open the room on a free port", () -> new WaitingRoom(ANY_PORT));
        address = trace.call("ask for its address", room::address);
        trace.check(
                "the address has a real port",
                address != null && address.getPort() != 0,
                "It is "
                        + address
                        + ". Port 0 means \"any\": ask the ServerSocket which one it got.");
    }

    /// Connects so many more, and looks what all of them cost.
    private void come(int more) {
        int all = clients.size() + more;
        trace.run(
                "clients "
                        + (clients.size() + 1)
                        + " to "
                        + all
                        + " come, are told their numbers, and say nothing",
                () -> {
                    while (clients.size() < all) {
                        connectQuietly(clients.size() + 1);
                    }
                });
        int threads = ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore;
        trace.check(
                all + " clients have no platform threads of their own",
                threads <= MOST_PLATFORM_THREADS,
                "There are "
                        + threads
                        + " platform threads more than before. Each has a stack of its own outside of"
                        + " the heap, and the system has to manage it. Thread.ofVirtual() makes threads that cost an"
                        + " object each.");
        long each = (heapInUse() - heapBefore) / all;
        trace.check(
                all + " clients have little heap each",
                each <= MOST_HEAP_EACH,
                "Each costs "
                        + each
                        + " bytes, while it says nothing; 200 MB for 5,000 are "
                        + MOST_HEAP_EACH
                        + " for each. What do you allocate before a client has sent anything?");
    }

    private void answerInReverseOrder() {
        for (int last = clients.size(); last > 0; last -= AT_ONCE) {
            int from = last;
            trace.run(
                    "client "
                            + from
                            + " down to "
                            + (from - AT_ONCE + 1)
                            + ": each speaks, and is answered",
                    () -> {
                        for (int number = from; number > from - AT_ONCE; number--) {
                            checkQuietly(number);
                        }
                    });
        }
    }

    private void checkQuietly(int number) throws IOException {
        SocketChannel client = clients.get(number - 1);
        write(client, "我是 " + number + "\n");
        String answer = readLine(client);
        if (!answer.equals(number + ": 我是 " + number)) {
            trace.equal(
                    "the answer to client " + number,
                    number + ": 我是 " + number,
                    answer,
                    "Each line is sent back with the client's number.");
        }
    }

    private SocketChannel connect() {
        int number = clients.size() + 1;
        return trace.call(
                "client " + number + " connects, and reads its number",
                () -> connectQuietly(number));
    }

    private SocketChannel connectQuietly(int number) throws IOException {
        SocketChannel client = SocketChannel.open(address);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        clients.add(client);
        String greeting = readLine(client);
        if (!greeting.equals("You are number " + number)) {
            trace.equal(
                    "client " + number + " is told its number",
                    "You are number " + number,
                    greeting,
                    "Numbers are given in the order of coming, from 1, each to one client.");
        }
        return client;
    }

    private void checkAnswer(SocketChannel client, int number, String line) {
        trace.run(
                "client " + number + " sends a line of " + line.length() + " characters",
                () -> write(client, line + "\n"));
        trace.equal(
                "it is sent back",
                number + ": " + line,
                trace.call("client " + number + " reads", () -> readLine(client)),
                "Each line is sent back with the client's number, a colon and a space in front, as UTF-8.");
    }

    private static void write(SocketChannel client, String text) throws IOException {
        client.write(StandardCharsets.UTF_8.encode(text));
    }

    /// Blocks until a line has come; empty at the end and after a reset. Byte by byte, so that
    /// nothing has to be kept for any of the clients.
    private String readLine(SocketChannel client) throws IOException {
        buffer.clear();
        try {
            do {
                buffer.limit(buffer.position() + 1);
            } while (client.read(buffer) > 0 && buffer.get(buffer.position() - 1) != '\n');
        } catch (SocketException _) {
            return "";
        }
        buffer.flip();
        return StandardCharsets.UTF_8.decode(buffer).toString().replaceFirst("\n$", "");
    }

    private static void reset(SocketChannel client) throws IOException {
        if (client.isOpen()) {
            client.setOption(StandardSocketOptions.SO_LINGER, 0);
            client.close();
        }
    }

    private static long heapInUse() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }

    /// Where the system does not tell, 0.
    private static long openDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }

    private static boolean soon(Callable<Boolean> condition) {
        return soon(Duration.ofSeconds(4), condition);
    }

    private static boolean soon(Duration limit, Callable<Boolean> condition) {
        try {
            Awaitility.await().atMost(limit).until(condition);
            return true;
        } catch (ConditionTimeoutException _) {
            return false;
        }
    }
}
