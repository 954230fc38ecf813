package lesson04.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "4.7", title = "Log in over a text protocol", points = 15, of = TextLogin.class)
class TextLoginTest {

    private static final Map<String, String> ACCOUNTS =
            Map.of("alice", "in wonderland", "王小明", "密码 8888");

    private static final String LINE_RULE =
            "Every line gets exactly one answer, a line that ends with \\r\\n. Read up to the next"
                    + " \\n; one read may give less than a line or more.";
    private static final String REFUSED_RULE = "This must be refused, with a line \"-ERR ...\".";
    private static final String HALF_LINE_RULE =
            "The stream ended before the line did. The rest of the password is missing: a line"
                    + " without its \\n is no line. (readLine of BufferedReader does not tell the"
                    + " two apart.)";

    private final Trace trace = new Trace();

    /// The passwords that were checked, in order, as `name/password`.
    private final List<String> checked = Collections.synchronizedList(new ArrayList<>());

    private LineClient client;

    @AfterEach
    void hangUp() throws IOException {
        if (client != null) {
            client.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"alice,in wonderland", "王小明,密码 8888"})
    void theRightPasswordLogsIn(String name, String password) {
        byHand("USER " + name + "\\r\\nPASS " + password + "\\r\\nQUIT\\r\\n");
        connect();

        ask("USER " + name + "\r\n", "+OK", "Any name is taken.");
        ask(
                "PASS " + password + "\r\n",
                "+OK",
                "Name and password are right. Decode the whole line as UTF-8, and take all that stands behind the first space.");
        checkAsked(name + "/" + password);
        ask("QUIT\r\n", "+OK", "QUIT is answered, too.");
        expectEnd("After QUIT converse returns.");
        checkResult(Optional.of(name));
    }

    @Test
    void aWrongPasswordIsRefusedAndTheClientMayTryAgain() {
        byHand(
                "USER alice\\r\\nPASS guess\\r\\nUSER alice\\r\\nPASS in wonderland\\r\\nQUIT\\r\\n");
        connect();

        ask("USER alice\r\n", "+OK", "Any name is taken.");
        ask("PASS guess\r\n", "-ERR", "The check said no.");
        ask(
                "PASS in wonderland\r\n",
                "-ERR",
                "After a wrong password the client begins with USER.");
        checkAsked("alice/guess");
        ask("USER alice\r\n", "+OK", "The client may try again.");
        ask("PASS in wonderland\r\n", "+OK", "This time it is right.");
        ask("QUIT\r\n", "+OK", "QUIT is answered, too.");
        checkResult(Optional.of("alice"));
    }

    @Test
    void anUnknownNameIsAnsweredAsAKnownOne() {
        byHand("USER mallory\\r\\nPASS guess\\r\\nQUIT\\r\\n");
        connect();

        String known = ask("USER alice\r\n", "+OK", "Any name is taken.");
        String wrong = ask("PASS guess\r\n", "-ERR", "The check said no.");
        String unknown = ask("USER mallory\r\n", "+OK", "Any name is taken, known or not.");
        String refused = ask("PASS guess\r\n", "-ERR", "The check said no.");

        trace.equal(
                "the answers to USER, without the name",
                known.replace("alice", ""),
                unknown.replace("mallory", ""),
                "The answer tells who exists.");
        trace.equal("the answers to PASS", wrong, refused, "The answer tells who exists.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HELLO",
                "USER",
                "PASS in wonderland",
                " USER alice",
                "USERalice",
                "PAS in wonderland",
                "USER\talice",
                "\u0000"
            })
    void aLineThatIsNoCommandIsRefusedAndTheConversationGoesOn(String line) {
        connect();

        ask(line + "\r\n", "-ERR", REFUSED_RULE);
        checkAsked();
        checkLogsInNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user alice\npass in wonderland\nquit\n",
                "User alice\r\nPASS in wonderland\nQuit\r\n"
            })
    void linesMayEndWithLfAloneAndCommandsMayBeInAnyCase(String lines) {
        byHand(lines.replace("\r", "\\r").replace("\n", "\\n"));
        connect();

        send(lines);
        for (int i = 0; i < 3; i++) {
            expect("+OK", "A line ends with \\n; one \\r before it belongs to the end.");
        }
        checkResult(Optional.of("alice"));
        checkAsked("alice/in wonderland");
    }

    @Test
    void severalLinesMayComeInOneSegment() {
        byHand("USER 王小明\\r\\nPASS guess\\r\\nUSER 王小明\\r\\nPASS 密码 8888\\r\\nQUIT\\r\\n");
        connect();

        send("USER 王小明\r\nPASS guess\r\nUSER 王小明\r\nPASS 密码 8888\r\nQUIT\r\n");
        String rule =
                "Five lines came in one segment, so there are five answers. A buffer that is made"
                        + " anew for each line takes the other lines with it.";
        for (String answer : List.of("+OK", "-ERR", "+OK", "+OK", "+OK")) {
            expect(answer, rule);
        }
        checkResult(Optional.of("王小明"));
    }

    @Test
    void aLineMayComeByteByByte() {
        connect();

        trace.run(
                "send USER 王小明, PASS and QUIT byte by byte",
                () -> client.sendByteByByte("USER 王小明\r\nPASS 密码 8888\r\nQUIT\r\n"));
        for (int i = 0; i < 3; i++) {
            expect("+OK", LINE_RULE + " A character of three bytes may come in three reads.");
        }
        checkResult(Optional.of("王小明"));
        checkAsked("王小明/密码 8888");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "USER alice",
                "USER alice\r\nPASS in wonderland",
                "USER alice\r\nPASS in"
            })
    void halfALineIsNoLine(String cutOff) {
        trace.byHand("printf '" + cutOff.replace("\r\n", "\\r\\n") + "' | nc -N localhost 8888");
        connect();

        send(cutOff);
        trace.run("end the stream", () -> client.endOutput());
        if (cutOff.contains("\n")) {
            expect("+OK", "USER alice is a whole line.");
        }
        expectSentAway(HALF_LINE_RULE);
        checkResult(Optional.empty());
        trace.equal("passwords that were checked", List.of(), List.copyOf(checked), HALF_LINE_RULE);
    }

    @Test
    void theLongestLineIsALine() {
        connect();
        String name = "x".repeat(TextLogin.LONGEST_LINE - "USER \r\n".length());

        ask("USER " + name + "\r\n", "+OK", "This line has 255 bytes with its end: allowed.");
        ask("PASS guess\r\n", "-ERR", "The check said no.");
        checkAsked(name + "/guess");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "王"})
    void aLineThatIsTooLongEndsTheConversation(String character) {
        trace.byHand("yes | tr -d '\\n' | nc localhost 8888");
        connect();
        String rule =
                "More than 255 bytes have come, and no \\n. Do not wait for it: refuse the line and"
                        + " return. The limit counts bytes, and 王 has three.";
        int characters = TextLogin.LONGEST_LINE / Bytes.utf8(character).length + 1;

        send(character.repeat(characters));
        expect("-ERR", rule);
        expectEnd(rule);
    }

    @Test
    void aLineOf10MegabytesIsNotReadToItsEnd() {
        trace.byHand("yes | tr -d '\\n' | nc localhost 8888");
        connect();

        boolean hungUp =
                trace.call(
                        "send up to 10 MB without an end of line",
                        () -> client.flood(new byte[100_000], 100));
        checkHasEnded();
        trace.check(
                "the server has not taken it all",
                hungUp,
                "It has read 10 MB of one line. Stop at LONGEST_LINE: who has no limit keeps in"
                        + " memory whatever a stranger sends.");
    }

    @Test
    void threeWrongPasswordsEndTheConversation() {
        byHand("USER alice\\nPASS 1\\nUSER alice\\nPASS 2\\n...");
        connect();

        for (int i = 1; i <= TextLogin.MOST_ATTEMPTS; i++) {
            ask("USER alice\r\n", "+OK", "The client may try three times.");
            ask("PASS guess " + i + "\r\n", "-ERR", "The check said no.");
        }
        expectEnd("After three wrong passwords converse returns: who guesses must connect again.");
        checkResult(Optional.empty());
    }

    @Test
    void guessesThatComeAllAtOnceAreLimitedToo() {
        connect();

        send("USER alice\nPASS guess\n".repeat(9) + "USER alice\nPASS in wonderland\n");
        checkHasEnded();
        trace.equal(
                "passwords that were checked",
                TextLogin.MOST_ATTEMPTS,
                checked.size(),
                "A client that does not wait for the answers has three attempts as well.");
    }

    @Test
    void twentyLinesEndTheConversation() {
        connect();

        for (int i = 1; i <= TextLogin.MOST_LINES; i++) {
            ask("NOOP\r\n", "-ERR", REFUSED_RULE);
        }
        expectEnd("A client that only talks is sent away after MOST_LINES lines.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3 28", "e7 8e"})
    void bytesThatAreNotUtf8AreRefused(String bytes) {
        connect();
        String rule =
                "These bytes are not UTF-8. new String replaces each with the same character, and"
                        + " then different passwords are equal. Use UTF_8.newDecoder().decode.";

        ask("USER alice\r\n", "+OK", "Any name is taken.");
        trace.run(
                "send PASS and the bytes " + bytes,
                () -> {
                    client.send("PASS ");
                    client.send(Bytes.of(bytes));
                    client.send("\r\n");
                });
        expect("-ERR", rule);
        trace.equal("passwords that were checked", List.of(), List.copyOf(checked), rule);
        checkLogsInNow();
    }

    @Test
    void aClientThatSaysNothingIsSentAway() {
        trace.byHand("nc localhost 8888   (and type nothing)");
        connect(Duration.ofMillis(200));

        expectSentAway(
                "The time is up. A read waits for ever, unless the socket has a time-out"
                        + " (setSoTimeout).");
    }

    @Test
    void aClientThatTricklesIsSentAway() {
        trace.byHand("while sleep 1; do printf x; done | nc localhost 8888");
        try (ScheduledExecutorService drop = Executors.newSingleThreadScheduledExecutor()) {
            connect(Duration.ofMillis(300));
            ScheduledFuture<?> drops =
                    drop.scheduleAtFixedRate(this::sendOneByte, 0, 50, TimeUnit.MILLISECONDS);

            expectSentAway(
                    "The limit is for the whole conversation. This client sends a byte every 50 ms,"
                            + " and each read is in time: give each read only the time that is"
                            + " left.");
            drops.cancel(false);
        }
    }

    @Test
    void afterALoginOnlyQuitIsLeft() {
        connect();

        ask("USER alice\r\n", "+OK", "Any name is taken.");
        ask("PASS in wonderland\r\n", "+OK", "Name and password are right.");
        ask("USER 王小明\r\n", "-ERR", "alice is logged in; she does not become somebody else.");
        ask("PASS 密码 8888\r\n", "-ERR", "alice is logged in; she does not become somebody else.");
        trace.run("end the stream", () -> client.endOutput());
        expectEnd("The stream has ended.");
        checkResult(Optional.of("alice"));
        checkAsked("alice/in wonderland");
    }

    @Test
    void noPasswordIsAnsweredPrintedOrLogged() {
        List<String> lines =
                List.of(
                        "PASS in wonderland",
                        "PAS in wonderland",
                        "in wonderland",
                        "USER alice",
                        "PASS my secret guess",
                        "USER alice",
                        "PASS in wonderland",
                        "PASS in wonderland");
        try (Overheard overheard = new Overheard()) {
            connect();
            for (String line : lines) {
                trace.run("send " + line, () -> client.send(line + "\r\n"));
                trace.call("read the answer", () -> client.answer());
            }
            trace.run("end the stream", () -> client.endOutput());
            trace.call("converse has ended", () -> client.result());

            for (String secret : List.of("wonderland", "secret")) {
                trace.check(
                        "\"" + secret + "\" is in no answer",
                        !client.heard().contains(secret),
                        "An answer repeats what the client has sent. A mistyped PASS carries a"
                                + " password, and answers are shown and logged at the other end.");
            }
            overheard.checkSilentAbout(trace, "wonderland", "secret");
        }
    }

    private void connect() {
        connect(Duration.ofSeconds(30));
    }

    private void connect(Duration limit) {
        TextLogin login =
                trace.call(
                        "make a TextLogin with a limit of " + limit.toMillis() + " ms",
                        () -> new TextLogin(this::isRight, limit));
        client = trace.call("a client connects", () -> new LineClient(login));
        expect("+OK", "The server speaks first: a line \"+OK ...\".");
    }

    private boolean isRight(String name, String password) {
        checked.add(name + "/" + password);
        return password.equals(ACCOUNTS.get(name));
    }

    private void send(String text) {
        trace.run("send " + shown(text), () -> client.send(text));
    }

    private String ask(String line, String expected, String why) {
        send(line);
        return expect(expected, why);
    }

    private String expect(String expected, String why) {
        String answer = trace.call("read the answer", () -> client.answer());
        trace.check(
                "it is a line that begins with " + expected,
                answer.matches(expected.replace("+", "\\+") + "( [^\r\n]*)?\r\n"),
                "It is \"" + shown(answer) + "\". " + why);
        return answer;
    }

    private void expectEnd(String why) {
        checkIsEnd(trace.call("read on", () -> client.answer()), why);
    }

    private void checkIsEnd(String answer, String why) {
        trace.check(
                "the conversation has ended",
                answer.endsWith(LineClient.END) || answer.endsWith(LineClient.RESET),
                "The server says \"" + shown(answer) + "\". " + why);
    }

    /// The end, perhaps with an explanation before it.
    private void expectSentAway(String why) {
        String answer = trace.call("read on", () -> client.answer());
        if (!answer.matches("-ERR[^\r\n]*\r\n")) {
            checkIsEnd(answer, why);
        } else {
            expectEnd(why);
        }
    }

    /// By a return or by an exception: where bytes are left unread, the client may see a reset.
    private void checkHasEnded() {
        trace.call(
                "converse has ended",
                () -> {
                    try {
                        return client.result();
                    } catch (IOException e) {
                        return e;
                    }
                });
    }

    private void checkResult(Optional<String> expected) {
        Optional<String> result = trace.call("what converse returns", () -> client.result());
        trace.equal(
                "it is who is logged in",
                expected,
                result,
                "The name behind USER after a right password, else an empty Optional.");
    }

    private void checkAsked(String... namesAndPasswords) {
        trace.equal(
                "what was checked, as name/password",
                List.of(namesAndPasswords),
                List.copyOf(checked),
                "The name is everything behind \"USER \", the password everything behind \"PASS \","
                        + " without the end of the line, with all spaces.");
    }

    private void checkLogsInNow() {
        ask("USER alice\r\n", "+OK", "The conversation goes on.");
        ask("PASS in wonderland\r\n", "+OK", "The conversation goes on.");
    }

    private void byHand(String lines) {
        trace.byHand("printf '" + lines + "' | nc -N localhost 8888");
    }

    private void sendOneByte() {
        try {
            client.send("x");
        } catch (IOException e) {
            // The server has hung up: that is what the test waits for. It also ends the schedule.
            throw new IllegalStateException(e);
        }
    }

    private static String shown(String text) {
        String start = text.length() <= 60 ? text : text.substring(0, 60) + "...";
        return start.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0");
    }
}
