package lesson06.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.HangReport;
import course.testkit.Trace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lesson06.exercise.DatagramChat.End;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "6.4", title = "A chat with an end", points = 15, of = DatagramChat.class)
class DatagramChatTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String NOT_SHOWN = " (null: nothing was shown within two seconds.)";
    private static final String NOT_SENT = " (null: nothing was sent within two seconds.)";

    private final Trace trace =
            new Trace()
                    .byHand("nc -u -p 9999 127.0.0.1 8888   (8888: your chat, with other = 9999)");
    private TestSocket other;
    private RunningChat chat;

    @BeforeEach
    void open() throws IOException {
        other = new TestSocket();
    }

    @AfterEach
    void close() {
        other.close();
        if (chat != null) {
            chat.close();
        }
    }

    @Test
    void bothSidesMaySpeakAtAnyTime() throws Exception {
        start(LONG);

        for (String line : List.of("one", "二", "three 😀")) {
            hear(line);
            checkShown(
                    line,
                    "Nothing is typed here meanwhile: what comes must be shown all the same.");
        }
        for (String line : List.of("四", "five")) {
            chat.type(line);
            checkSent(line, "Nothing comes meanwhile: what is typed must be sent all the same.");
        }
    }

    @Test
    void byeThatIsTypedEndsTheChat() throws Exception {
        start(LONG);

        chat.type("bye");

        checkSent("bye", "The other side has to learn it: send it before you end.");
        checkEnd(
                End.WE_SAID_BYE,
                "Nothing will come any more; the thread that receives must end too.");
    }

    @Test
    void byeThatComesEndsTheChatWhileTheKeyboardWaits() throws Exception {
        start(LONG);

        hear("bye");

        checkEnd(
                End.THEY_SAID_BYE,
                "The thread at the keyboard waits for a line that nobody types: do not wait for it.");
        trace.equal("what was shown", null, chat.shown.poll(), "\"bye\" is no line to be shown.");
    }

    @Test
    void aLostByeDoesNotKeepTheChatForEver() throws Exception {
        start(Duration.ofMillis(300));

        trace.ok("the other side says bye, and the datagram is lost: nothing comes");

        checkEnd(End.SILENCE, "When nothing has come for the time of silence, the chat ends.");
    }

    @Test
    void linesThatComeKeepTheChatAlive() throws Exception {
        start(Duration.ofSeconds(1));
        AtomicInteger sent = new AtomicInteger();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> _ =
                    clock.scheduleAtFixedRate(
                            () -> hearQuietly(sent.incrementAndGet() < 20 ? "tick" : "bye"),
                            100,
                            100,
                            TimeUnit.MILLISECONDS);
            trace.ok("a line comes ten times a second, for two seconds, then bye; silence is one");

            checkEnd(
                    End.THEY_SAID_BYE,
                    "The time of silence begins anew with each line that comes.");
            clock.shutdownNow();
        }
    }

    @Test
    void aStrangersDatagramsAreIgnored() throws Exception {
        start(LONG);
        try (TestSocket stranger = new TestSocket()) {
            stranger.send(chat.address(), "I am your friend");
            stranger.send(chat.address(), "bye");
            trace.ok("a stranger sends a line, and bye");

            hear("the real one");
            checkShown(
                    "the real one",
                    "Anybody can send to an open port. Take only what comes from other: compare the"
                            + " packet's address with it.");
        }
        hear("bye");
        checkEnd(End.THEY_SAID_BYE, "Now it came from the other side.");
    }

    @Test
    void strangersAreNoSignOfLife() throws Exception {
        start(Duration.ofMillis(500));
        try (TestSocket stranger = new TestSocket();
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            Future<?> _ =
                    clock.scheduleAtFixedRate(
                            () -> sendQuietly(stranger, "noise"), 0, 20, TimeUnit.MILLISECONDS);
            trace.ok("a stranger sends fifty datagrams a second; the other side is silent");

            checkEnd(
                    End.SILENCE,
                    "The time limit of the socket begins anew with each receive. Note when the last"
                            + " line came from other, and wait only for the time that is left.");
            clock.shutdownNow();
        }
    }

    @Test
    void anEmptyLineIsALine() throws Exception {
        start(LONG);

        chat.type("");
        checkSent(
                "",
                "An empty line is a datagram of 0 bytes. If you have connected the socket: JDK 25"
                        + " sends no empty datagram on a connected one. Give the address in each"
                        + " packet instead.");
        hear("");
        checkShown("", "0 bytes are an empty line, not an end.");

        chat.type("after");
        checkSent("after", "The chat goes on.");
        hear("后");
        checkShown("后", "The chat goes on.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bye", "bye ", "goodbye", "bye bye", "再见"})
    void onlyByeItselfEndsTheChat(String line) throws Exception {
        start(LONG);

        chat.type(line);
        checkSent(line, "A line like any other.");
        hear(line);
        checkShown(line, "A line like any other.");
    }

    @ParameterizedTest
    @CsvSource({"a, 1025", "你, 342", "😀, 257", "a, 70000"})
    void aLineThatIsTooLongIsNotSentAndTheChatGoesOn(String character, int times) throws Exception {
        start(LONG);
        String line = character.repeat(times);

        chat.type(line);
        chat.type("after");
        trace.ok("a line of " + Bytes.utf8(line).length + " bytes is typed, then \"after\"");

        checkSent("after", "1,024 bytes of UTF-8 are the limit: \"你\" takes three, an emoji four.");
        String shown = digitsTogether(chat.shown.poll(2, TimeUnit.SECONDS));
        trace.check(
                "one sentence with both numbers is shown",
                shown.contains(Integer.toString(Bytes.utf8(line).length)) && shown.contains("1024"),
                "Shown was: " + shown + ". Who types has to learn that the line was not sent.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "你"})
    void theLongestLineIsSentAndShown(String character) throws Exception {
        start(LONG);
        String line = character.repeat(1_024 / Bytes.utf8(character).length);

        chat.type(line);
        checkSent(line, Bytes.utf8(line).length + " bytes are not too many.");
        hear(line);
        checkShown(line, Bytes.utf8(line).length + " bytes are not too many.");
    }

    @Test
    void aDatagramThatIsTooLongIsIgnored() throws Exception {
        start(LONG);

        hear("x".repeat(1_025));
        hear("x".repeat(60_000));
        hear("after");

        checkShown(
                "after",
                "Longer datagrams are no lines of this chat. A buffer of exactly 1,024 bytes makes"
                        + " them look like some.");
    }

    @Test
    void theEndOfTheKeyboardSaysBye() throws Exception {
        start(LONG);

        chat.endKeyboard();

        checkSent("bye", "The end of the keyboard (null) counts as bye.");
        checkEnd(End.WE_SAID_BYE, "The end of the keyboard (null) counts as bye.");
    }

    @Test
    void theOtherSideMayComeLater() throws Exception {
        InetSocketAddress later = other.address();
        other.close();
        begin(later, LONG);
        chat.type("is anybody there?");
        chat.type("hello?");
        trace.ok("two lines are typed while nobody has the other port");

        try (TestSocket late = new TestSocket(later.getPort())) {
            trace.run(
                    "the other side starts; lines are typed until one arrives",
                    () -> typeUntilHeard(late));
            late.send(chat.address(), "here I am");
            checkShown(
                    "here I am",
                    "A connected socket reports an ICMP \"port unreachable\" as a"
                            + " PortUnreachableException, in send or in receive. It says that nobody"
                            + " was there, not that nobody will come.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"typed", "received"})
    void theSocketIsClosedAtTheEnd(String how) throws Exception {
        start(LONG);
        if (how.equals("typed")) {
            chat.type("bye");
        } else {
            hear("bye");
        }
        checkEnd(how.equals("typed") ? End.WE_SAID_BYE : End.THEY_SAID_BYE, "\"bye\" was " + how);

        trace.check(
                "the socket is closed",
                chat.socket.isClosed(),
                "Close it: else a thread of the chat may wait in receive for ever.");
    }

    @Test
    void twoChatsTalkToEachOther() throws Exception {
        DatagramSocket here = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket there = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        InetSocketAddress hereAddress = (InetSocketAddress) here.getLocalSocketAddress();
        InetSocketAddress thereAddress = (InetSocketAddress) there.getLocalSocketAddress();
        chat = new RunningChat(here, thereAddress, LONG);
        try (RunningChat partner = new RunningChat(there, hereAddress, LONG)) {
            trace.run(
                    "both chats start; a line is typed until it is shown",
                    () -> {
                        Awaitility.await()
                                .until(() -> {
                                    chat.throwIfFailed();
                                    partner.throwIfFailed();
                                    chat.type("ping");
                                    partner.type("pong");
                                    return !chat.shown.isEmpty() && !partner.shown.isEmpty();
                                });
                    });
            partner.type("bye");

            trace.equal(
                    "the end of the one who typed bye",
                    End.WE_SAID_BYE,
                    trace.call("one ends", () -> partner.end(Duration.ofSeconds(4))),
                    "It has sent bye.");
            checkEnd(End.THEY_SAID_BYE, "bye has come.");
        }
    }

    /// Starts the chat and waits until it has sent its first line: from then on it also hears.
    private void start(Duration silence) throws IOException {
        begin(other.address(), silence);
        chat.type("hello");
        String first =
                trace.call(
                        "start the chat, type \"hello\", and look what the other side gets",
                        () -> {
                            byte[] bytes = null;
                            for (int i = 0; i < 20 && bytes == null; i++) {
                                chat.throwIfFailed();
                                bytes = other.receive(100);
                            }
                            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
                        });
        trace.equal(
                "the other side has got",
                "hello",
                first,
                "Each typed line is one datagram to other, in UTF-8, without a line end."
                        + NOT_SENT);
    }

    private void begin(InetSocketAddress to, Duration silence) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        chat = new RunningChat(socket, to, silence);
    }

    private void typeUntilHeard(TestSocket late) {
        Awaitility.await()
                .until(() -> {
                    chat.throwIfFailed();
                    chat.type("again");
                    return late.receive(20) != null;
                });
    }

    private void hear(String line) throws IOException {
        other.send(chat.address(), line);
        trace.ok(
                "from the other side comes \""
                        + (line.length() > 50 ? line.length() + " x" : line)
                        + '"');
    }

    private void hearQuietly(String line) {
        sendQuietly(other, line);
    }

    private void sendQuietly(TestSocket from, String line) {
        try {
            from.send(chat.address(), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void checkShown(String expected, String why) throws InterruptedException {
        trace.equal("it is shown", expected, chat.shown.poll(2, TimeUnit.SECONDS), why + NOT_SHOWN);
    }

    private void checkSent(String expected, String why) throws IOException {
        trace.equal("the other side gets", expected, other.receiveText(), why + NOT_SENT);
    }

    private void checkEnd(End expected, String why) {
        End end = trace.call("wait for the end of the chat", () -> chat.end(Duration.ofSeconds(4)));
        // Not inside the step: a thread dump takes long on a busy machine, and a step has a limit.
        String hang =
                end == null
                        ? " It has not ended in four seconds:\n" + HangReport.ofThisMoment()
                        : "";
        trace.equal("its end", expected, end, why + hang);
    }

    private static String digitsTogether(String text) {
        return String.valueOf(text).replaceAll("(?<=\\d)[,._ ](?=\\d)", "");
    }
}
