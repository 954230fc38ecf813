package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import lesson99.EchoLoop;
import lesson99.EchoLoop.Fault;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoopGuardTest {

    private final Trace trace = new Trace();
    private Selector selector;
    private ServerSocketChannel listener;
    private LoopRun loop;
    private Socket client;

    @BeforeEach
    void open() throws IOException {
        selector = Selector.open();
        listener =
                ServerSocketChannel.open()
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client = new Socket();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        loop.close();
        listener.close();
    }

    @Test
    void aLoopThatSleepsInSelectPasses() throws IOException {
        start(Fault.NONE);
        connectAndTalk();

        assertThatCode(() -> loop.checkIdle(trace, "the loop sleeps")).doesNotThrowAnyException();
        assertThatCode(() -> loop.checkRuns(trace, "the loop runs", "")).doesNotThrowAnyException();
    }

    @Test
    void aLoopThatHasHadManyClientsPasses() throws IOException {
        start(Fault.NONE);
        for (int i = 0; i < 20; i++) {
            try (Socket other = new Socket()) {
                connect(other);
                talk(other);
            }
        }
        connectAndTalk();

        assertThatCode(() -> loop.checkIdle(trace, "the loop sleeps")).doesNotThrowAnyException();
    }

    @Test
    void opWriteThatIsAlwaysOnIsNamed() throws IOException {
        start(Fault.OP_WRITE_ALWAYS_ON);
        connectAndTalk();

        assertSpins(
                "The connection of 127.0.0.1:"
                        + client.getLocalPort()
                        + " keeps it spinning by OP_WRITE",
                "its send buffer has room");
    }

    @Test
    void endOfStreamThatIsIgnoredIsNamed() throws IOException {
        start(Fault.END_OF_STREAM_IGNORED);
        connectAndTalk();
        client.shutdownOutput();

        assertSpins(
                "127.0.0.1:" + client.getLocalPort() + " keeps it spinning by OP_READ",
                "its peer has ended the stream");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aResetThatIsIgnoredIsNamed() throws IOException {
        start(Fault.RESET_IGNORED);
        connectAndTalk();
        client.setSoLinger(true, 0);
        client.close();

        assertSpins("keeps it spinning by OP_READ", "the connection was reset");
    }

    @Test
    void bytesThatNobodyReadsAreNamed() throws IOException {
        start(Fault.NEVER_READS);
        connect(client);
        send("x");

        assertSpins("keeps it spinning by OP_READ", "bytes lie there, and nobody reads them");
    }

    @Test
    void aClientThatNobodyAcceptsIsNamed() throws IOException {
        start(Fault.NEVER_ACCEPTS);
        connect(client);

        assertSpins("The listener keeps it spinning by OP_ACCEPT", "nobody accepts it");
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITE_LOOP", "WRITE_LOOP_IN_CONSUMER"})
    void aWriteLoopIsSeenFromTheStack(Fault fault) throws IOException {
        start(fault);
        fillBothDirections();

        assertSpins("never comes back to select", "it writes again and again at EchoLoop.java:");
    }

    @Test
    void aReadLoopIsSeenFromTheStack() throws IOException {
        start(Fault.READ_LOOP);
        connect(client);
        send("x");

        assertSpins("never comes back to select", "it reads again and again at EchoLoop.java:");
    }

    @Test
    void aSelectedKeyThatStaysIsNamed() throws IOException {
        start(Fault.KEY_STAYS);
        connectAndTalk();

        assertSpins("keys are left in the selected set", "the listener", "iterator.remove()");
    }

    @Test
    void aSelectedKeyThatStaysAndIsNotCountedAgainIsNamed() throws IOException {
        start(Fault.KEY_STAYS_AND_COUNTS);
        connectAndTalk();
        send("more");

        assertSpins("keeps it spinning by OP_READ", "The selected set is never empty");
    }

    @Test
    void theNullOfAcceptIsExplained() throws IOException {
        start(Fault.ACCEPT_GIVES_NULL);
        connect(client);
        send("x");
        awaitDeath();

        assertSpins(
                "The loop has ended by an exception: java.lang.NullPointerException",
                "Has accept() given null?");
    }

    @Test
    void selectNowInALoopIsNamed() {
        start(Fault.SELECT_NOW);

        assertSpins("Nothing is ready", "selectNow is called in a loop at EchoLoop.java:");
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORT_TIME_OUT", "WAKEUP"})
    void aSelectThatReturnsForNothingIsNamed(Fault fault) {
        start(fault);

        assertSpins("Nothing is ready", "time-out that is much too short, or by a wakeup()");
    }

    @Test
    void anInterruptFlagThatIsSetIsNamed() {
        start(Fault.INTERRUPTED);

        assertSpins("interrupt flag is set");
    }

    @Test
    void waitingElsewhereThanInSelectIsNamed() throws IOException {
        start(Fault.BLOCKING_CHANNEL);
        connect(client);
        send("x");

        assertSpins("is in", "called at EchoLoop.java:", "An event loop waits in select");
    }

    @Test
    void theCpuCheckNamesTheSameThings() throws IOException {
        start(Fault.OP_WRITE_ALWAYS_ON);
        connectAndTalk();

        // More than once: a machine that is very busy hardly lets it run.
        Awaitility.await()
                .untilAsserted(() ->
                        assertThatThrownBy(
                                        () -> loop.guard().checkCpu(new Trace(), "little work", 1))
                                .message()
                                .containsPattern("at most 1 % are\\s+allowed")
                                .contains("OP_WRITE"));
    }

    @Test
    void theCpuCheckLetsAQuietLoopPass() {
        start(Fault.NONE);

        assertThatCode(() -> loop.guard().checkCpu(trace, "little work", 5))
                .doesNotThrowAnyException();
        assertThat(loop.guard().cpuPercent(Duration.ofMillis(100))).isBetween(0.0, 100.0);
    }

    @Test
    void aThreadThatWaitsElsewhereSleepsToo() throws IOException {
        start(Fault.BLOCKING_CHANNEL);
        connect(client);
        send("x");

        assertThatCode(() -> loop.guard().checkSleeps(trace, "it waits"))
                .doesNotThrowAnyException();
    }

    @Test
    void aThreadThatSpinsDoesNotSleep() {
        start(Fault.SELECT_NOW);

        assertThatThrownBy(() -> loop.guard().checkSleeps(trace, "it waits"))
                .hasMessageContaining("does not sleep although nothing arrives");
    }

    @Test
    void aLoopThatEndsWithItsSelectorPasses() {
        start(Fault.NONE);

        assertThatCode(() -> loop.checkEndsWithItsSelector(trace, "it ends"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> loop.checkRuns(trace, "it runs", "It should."))
                .hasMessageContaining("The loop has ");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLoopThatNothingEndsIsNamedAndGivesWay() throws Exception {
        start(Fault.CATCHES_EVERYTHING);

        assertThatThrownBy(() -> loop.checkEndsWithItsSelector(trace, "it ends"))
                .hasMessageContaining("Loop while selector.isOpen()");
        loop.close();

        assertThat(nice(loop.thread())).isEqualTo(19);
    }

    @Test
    void anEndlessLoopWithoutChannelsIsNamed() throws IOException {
        start(Fault.LOOP_WITHOUT_CHANNEL);
        connect(client);
        send("x");

        assertSpins("never comes back to select: a loop at EchoLoop.java:");
    }

    private void start(Fault fault) {
        loop =
                LoopRun.start(
                        trace, "start", selector, () -> EchoLoop.run(selector, listener, fault));
    }

    private void assertSpins(String... parts) {
        assertThatThrownBy(() -> loop.checkIdle(trace, "the loop sleeps in select"))
                .isInstanceOf(TraceFailure.class)
                .extracting(thrown -> thrown.getMessage().replaceAll("\\s+", " "))
                .asString()
                .contains(parts);
    }

    private void connect(Socket socket) throws IOException {
        socket.connect(listener.getLocalAddress());
        socket.setSoTimeout(4_000);
    }

    private void connectAndTalk() throws IOException {
        connect(client);
        talk(client);
    }

    private static void talk(Socket socket) throws IOException {
        socket.getOutputStream().write(Bytes.utf8("你好"));
        assertThat(socket.getInputStream().readNBytes(6)).isEqualTo(Bytes.utf8("你好"));
    }

    private void send(String text) throws IOException {
        client.getOutputStream().write(Bytes.utf8(text));
    }

    /// Sends until the echo that nobody reads has filled all buffers.
    private void fillBothDirections() throws IOException {
        client.connect(listener.getLocalAddress());
        Socket full = client;
        Thread.ofPlatform()
                .daemon()
                .name("floods")
                .start(() -> {
                    try (OutputStream out = full.getOutputStream()) {
                        byte[] block = new byte[64 * 1024];
                        while (!Thread.currentThread().isInterrupted()) {
                            out.write(block);
                        }
                    } catch (IOException _) {
                        // closed by the test
                    }
                });
        awaitStuck();
    }

    private void awaitStuck() {
        Awaitility.await()
                .until(() ->
                        Arrays.stream(loop.thread().getStackTrace())
                                        .anyMatch(f -> f.getMethodName().equals("write"))
                                && loop.guard().cpuPercent(Duration.ofMillis(50)) > 0);
    }

    private void awaitDeath() {
        Awaitility.await().until(() -> !loop.thread().isAlive());
    }

    private static int nice(Thread thread) throws IOException {
        String stat =
                Files.readString(KernelThread.of(thread).orElseThrow().folder().resolve("stat"));
        return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
    }
}
