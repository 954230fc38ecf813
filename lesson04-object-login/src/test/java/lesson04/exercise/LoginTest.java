package lesson04.exercise;

import static lesson04.exercise.ScriptedClient.CLOSED;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lesson04.exercise.Login.Outcome;
import lesson04.exercise.ScriptedClient.Then;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Exercise(number = "4.1", title = "Log in with an object", points = 10, of = Login.class)
class LoginTest {

    private static final Map<String, String> PASSWORDS =
            Map.of("李雷", "密码123", "mary", "correct horse", "nobody", "");
    private static final Credentials RIGHT = new Credentials("李雷", "密码123");
    private static final Credentials WRONG = new Credentials("李雷", "密码124");

    private static final String ORDER_RULE =
            "The number of tries comes before everything else. new ObjectInputStream waits for the"
                    + " client's header, and the client waits for your number: make the stream"
                    + " after you have sent it. And send it: if you write through a buffer,"
                    + " flush.";
    private static final String FLUSH_RULE =
            "What the server sees, in this order. If nothing comes: the object is still in your"
                    + " BufferedOutputStream, and both sides wait. Flush before you read the"
                    + " answer.";

    private final Trace trace = new Trace();

    // ---- the server

    @Test
    void theRightPasswordIsAnsweredWithTrue() throws Exception {
        checkServed(
                "a client with the right password",
                ScriptedClient.objects(RIGHT),
                List.of("3 tries", "true", CLOSED),
                Outcome.LOGGED_IN,
                ORDER_RULE);
    }

    @Test
    void theClientMayTryAgainOnTheSameStream() throws Exception {
        checkServed(
                "a client that is right at its second try",
                ScriptedClient.objects(WRONG, RIGHT),
                List.of("3 tries", "false", "true", CLOSED),
                Outcome.LOGGED_IN,
                "The client writes both objects into one object stream, which has one header. Make"
                        + " one ObjectInputStream, before the loop.");
    }

    @Test
    void afterTheLastTryTheConnectionIsClosed() throws Exception {
        checkServed(
                "a client that is wrong three times",
                ScriptedClient.objects(WRONG, WRONG, WRONG),
                List.of("3 tries", "false", "false", "false", CLOSED),
                Outcome.REFUSED,
                "Three tries, three answers, then the end.");
    }

    @ParameterizedTest
    @CsvSource({
        "mary, correct horse, true",
        "mary, correct hors, false",
        "mary, correct horse!, false",
        "mary, Correct horse, false",
        "Mary, correct horse, false",
        "mary, 密码123, false",
        "nobody, '', true",
        "mary, '', false"
    })
    void comparesNameAndPassword(String name, String password, boolean right) throws Exception {
        checkServed(
                "a client that sends \"" + name + "\" with \"" + password + "\"",
                ScriptedClient.objects(new Credentials(name, password), RIGHT, RIGHT)
                        .subList(0, right ? 1 : 2),
                right
                        ? List.of("3 tries", "true", CLOSED)
                        : List.of("3 tries", "false", "true", CLOSED),
                Outcome.LOGGED_IN,
                "Two texts are equal when their characters are. (== compares objects, and a text"
                        + " from a stream is a new object.) This is the answer to the first try;"
                        + " a second one is right.");
    }

    @ParameterizedTest
    @CsvSource({"王芳, 密码123", "'', ''", "Bob, correct horse"})
    void anUnknownAccountGetsTheSameAnswerAsAWrongPassword(String name, String password)
            throws Exception {
        checkServed(
                "a client with the account \"" + name + "\", which is not there",
                ScriptedClient.objects(new Credentials(name, password), RIGHT),
                List.of("3 tries", "false", "true", CLOSED),
                Outcome.LOGGED_IN,
                "The answer is false, as for a wrong password: who asks must not learn which"
                        + " accounts exist. Then the next try.");
    }

    static Stream<Arguments> streamsThatAreNoCredentials() throws IOException {
        Map<String, String> map = new HashMap<>(Map.of("李雷", "密码123"));
        byte[] unknownClass = ScriptedClient.objects(RIGHT).getFirst();
        unknownClass[Bytes.of("aced 0005 7372 0000").length] ^= 1; // the first letter of its name
        byte[] noName = withoutName();
        return Stream.of(
                Arguments.of("a String", ScriptedClient.objects("李雷").getFirst()),
                Arguments.of("null", ScriptedClient.objects((Object) null).getFirst()),
                Arguments.of("a HashMap", ScriptedClient.objects(map).getFirst()),
                Arguments.of("an array", ScriptedClient.objects(new int[5]).getFirst()),
                Arguments.of("a class that is not there", unknownClass),
                Arguments.of("credentials whose name is null", noName),
                Arguments.of("a proxy of -1 interfaces", Bytes.of("aced0005 7d ffffffff")),
                Arguments.of("an int in place of an object", Bytes.of("aced0005 7704 00000001")),
                Arguments.of("a request of a browser", Bytes.utf8("GET / HTTP/1.0\r\n\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streamsThatAreNoCredentials")
    void whatIsNotUnderstoodEndsTheConnection(String what, byte[] bytes) throws Exception {
        checkServed(
                "a client that sends " + what,
                List.of(bytes),
                List.of("3 tries", CLOSED),
                Outcome.NOT_UNDERSTOOD,
                "Nothing is answered, and the connection is closed.");
    }

    @Test
    void noCodeOfAForeignClassRuns() throws Exception {
        int before = Trap.sprung();

        checkServed(
                "a client that sends an object of a foreign class",
                ScriptedClient.objects(new Trap()),
                List.of("3 tries", CLOSED),
                Outcome.NOT_UNDERSTOOD,
                "Nothing is answered, and the connection is closed.");

        trace.equal(
                "how often its readObject has run",
                0,
                Trap.sprung() - before,
                "The object was made before you could look at it, and the code of its class has"
                        + " run. A cast or an instanceof comes too late: set Credentials.FILTER"
                        + " before the first readObject.");
    }

    @Test
    void aClientMayLeaveAtAnyByte() throws Exception {
        byte[] whole = ScriptedClient.objects(RIGHT).getFirst();
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            checkOutcome(
                    "a client that leaves after " + length + " of " + whole.length + " bytes",
                    List.of(part),
                    Then.LEAVES,
                    Outcome.LEFT);
        }
    }

    @Test
    void aClientMayReset() throws Exception {
        checkOutcome("a client that resets", List.of(), Then.RESETS, Outcome.LEFT);
    }

    @Test
    void aClientThatSaysNothingHasLeft() throws Exception {
        byte[] half = Arrays.copyOf(ScriptedClient.objects(RIGHT).getFirst(), 20);

        checkOutcome(
                "a client that sends 20 bytes and then nothing, until the read time-out",
                List.of(half),
                Then.STAYS_SILENT,
                Outcome.LEFT);
    }

    @Test
    void noPasswordIsPrintedOrLogged() throws Exception {
        List<byte[]> tries = ScriptedClient.objects(new Credentials("李雷", "a secret guess"), RIGHT);
        try (Overheard overheard = new Overheard()) {
            checkServed(
                    "a client that is wrong once, and then right",
                    tries,
                    List.of("3 tries", "false", "true", CLOSED),
                    Outcome.LOGGED_IN,
                    "One answer to each object.");
            checkLogsIn(
                    new ScriptedServer(3, true),
                    List.of(RIGHT),
                    List.of("李雷 with 密码123", ScriptedServer.CLOSED),
                    "true",
                    FLUSH_RULE);

            overheard.checkSilentAbout(trace, "a secret guess", "密码123");
        }
    }

    private void checkServed(
            String client,
            List<byte[]> messages,
            List<String> expected,
            Outcome outcome,
            String why)
            throws Exception {
        try (ScriptedClient peer = new ScriptedClient(messages, Then.READS_ON)) {
            Outcome actual = serve(client, peer);
            List<String> seen = peer.seen();
            String rule = seen.contains(expected.getFirst()) ? why : ORDER_RULE;
            trace.equal("what the client sees", expected, seen, rule);
            checkEnd(peer, outcome, actual);
        }
    }

    private void checkOutcome(String client, List<byte[]> messages, Then then, Outcome outcome)
            throws Exception {
        try (ScriptedClient peer = new ScriptedClient(messages, then)) {
            Outcome actual = serve(client, peer);
            checkEnd(peer, outcome, actual);
        }
    }

    private Outcome serve(String client, ScriptedClient peer) {
        return trace.call("serve " + client, () -> Login.serve(peer.serverSide(), PASSWORDS, 3));
    }

    private void checkEnd(ScriptedClient peer, Outcome expected, Outcome actual) {
        trace.equal(
                "the outcome",
                expected,
                actual,
                "LEFT is for a client that is gone or silent: the end of the stream, a reset, a"
                        + " time-out. NOT_UNDERSTOOD is for a client that says something else.");
        trace.check(
                "the socket is closed",
                peer.serverSide().isClosed(),
                "serve has returned, and the connection is open. Close it whatever happens:"
                        + " try (client) { ... }");
    }

    /// Credentials as nobody's constructor makes them: the text of the name replaced by null.
    private static byte[] withoutName() throws IOException {
        byte[] whole = ScriptedClient.objects(RIGHT).getFirst();
        byte[] name = Bytes.of("74 0006" + HexFormat.of().formatHex(Bytes.utf8("李雷")));
        String hex = HexFormat.of().formatHex(whole);
        return Bytes.of(hex.replace(HexFormat.of().formatHex(name), "70"));
    }

    // ---- the client

    @Test
    void theClientSendsItsObjectAndReturnsTheAnswer() throws Exception {
        checkLogsIn(
                new ScriptedServer(3, true),
                List.of(RIGHT),
                List.of("李雷 with 密码123", ScriptedServer.CLOSED),
                "true",
                FLUSH_RULE);
    }

    @Test
    void theClientTriesOneAfterTheOther() throws Exception {
        checkLogsIn(
                new ScriptedServer(5, false, false, true),
                List.of(WRONG, new Credentials("mary", ""), RIGHT, WRONG),
                List.of("李雷 with 密码124", "mary with ", "李雷 with 密码123", ScriptedServer.CLOSED),
                "true",
                "One object, one answer, until it is true. All objects go into one stream: a second"
                        + " ObjectOutputStream writes a second header (ac ed), where the server"
                        + " reads an object.");
    }

    @Test
    void theClientEndsWhenAllItsTriesWereWrong() throws Exception {
        checkLogsIn(
                new ScriptedServer(3, false),
                List.of(WRONG),
                List.of("李雷 with 密码124", ScriptedServer.CLOSED),
                "false",
                FLUSH_RULE);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "-1"})
    void theClientTriesNoMoreThanTheServerAllows(int tries) throws Exception {
        int allowed = Math.max(tries, 0);
        Boolean[] answers = new Boolean[allowed];
        Arrays.fill(answers, false);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < allowed; i++) {
            expected.add("李雷 with 密码124");
        }
        expected.add(ScriptedServer.CLOSED);

        checkLogsIn(
                new ScriptedServer(tries, answers),
                List.of(WRONG, WRONG, WRONG, WRONG),
                expected,
                "false",
                "The server has said how many tries there are: " + tries + ".");
    }

    @Test
    void noAnswerIsNotTheAnswerFalse() throws Exception {
        try (ScriptedServer server = new ScriptedServer(3)) {
            trace.byHand(
                    "printf '\\0\\0\\0\\003' | nc -N -l 8888 | od -An -c   (then log in to"
                            + " localhost 8888)");
            trace.throwsA(
                    EOFException.class,
                    "log in to a server that closes in place of an answer",
                    "The server has not said that the password is wrong. Let the exception pass.",
                    () -> Login.logIn(server.address(), List.of(RIGHT)));
        }
    }

    @Test
    void aServerThatIsNotThereIsReported() throws Exception {
        InetSocketAddress nobody = addressWhereNobodyListens();

        trace.throwsA(
                ConnectException.class,
                "log in to a port where nobody listens",
                "The caller must learn it. Let the exception pass.",
                () -> Login.logIn(nobody, List.of(RIGHT)));
    }

    private void checkLogsIn(
            ScriptedServer server,
            List<Credentials> credentials,
            List<String> expected,
            String result,
            String why)
            throws Exception {
        trace.byHand(
                "printf '\\0\\0\\0\\001\\001' | nc -l 8888 | od -An -c   (then log in to localhost"
                        + " 8888)");
        try (server) {
            String actual =
                    trace.call(
                            "log in with " + credentials.size() + " pairs of name and password",
                            () -> resultOf(server, credentials));
            trace.equal("what the server sees", expected, server.seen(), why);
            trace.equal("what logIn returns", result, actual, "The last answer of the server.");
        }
    }

    /// A broken connection is shown after what the server has seen: that is where the reason is.
    private static String resultOf(ScriptedServer server, List<Credentials> credentials) {
        try {
            return String.valueOf(Login.logIn(server.address(), credentials));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static InetSocketAddress addressWhereNobodyListens() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }
}
