package lesson04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import lesson04.HardenedLoginServer.Limits;
import lesson04.exercise.Trap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The hardened server under attack, in this JVM, with quick hashes.
class HardenedLoginServerTest {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private static final Limits PATIENT = new Limits(500, 1_000, Duration.ofSeconds(30));
    private static final Limits HASTY = new Limits(500, 1_000, Duration.ofMillis(200));
    private static final User HONEST = new User("小明", "secret");
    private static final int NO_ANSWER = -1;

    private final Terminal terminal = new Terminal();
    private HardenedLoginServer server;
    private CompletableFuture<Void> served;

    private int start(Limits limits, AttemptLimit attempts) throws IOException {
        server = new HardenedLoginServer(ANY_PORT, FastUsers.users(), attempts, limits);
        served = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("server")
                .start(() -> {
                    try {
                        server.serve(Integer.MAX_VALUE, terminal.out, terminal.err);
                    } catch (IOException _) {
                        served.complete(null); // closed by the test
                    }
                });
        return server.address().getPort();
    }

    private int start(Limits limits) throws IOException {
        return start(limits, FastUsers.noLimit());
    }

    /// Whatever a test has done: nobody is left over.
    @AfterEach
    void everyHandlerEnds() throws IOException {
        await().until(() -> server.connections() == 0);
        server.close();
        server.close();
        await().until(served::isDone);
    }

    @Test
    void foreignClassIsRefusedBeforeItsCodeRuns() throws Exception {
        int port = start(PATIENT);
        int before = Trap.sprung();

        assertThat(RawClient.answerTo(port, LoginBytes.objectStream(new Trap())))
                .isEqualTo(NO_ANSWER);

        assertThat(Trap.sprung()).isEqualTo(before);
        assertError("a class or a size that is not allowed");
        assertHonestLogin(port);
    }

    static Stream<Arguments> hostileStreams() throws Exception {
        String refused = "a class or a size that is not allowed";
        String corrupt = "the bytes are no user in an object stream";
        byte[] exceptions = new byte[990]; // TC_EXCEPTION: the filter is not asked about it
        Arrays.fill(exceptions, (byte) 0x7b);
        return Stream.of(
                argumentSet("sets in sets", HostileStreams.deepSets(100), refused),
                argumentSet("2^31-1 elements", HostileStreams.hugeArray(), refused),
                argumentSet("one number", LoginBytes.objectStream(new int[1]), refused),
                argumentSet("users", LoginBytes.objectStream(new User[] {HONEST}), refused),
                argumentSet("the class of User", LoginBytes.objectStream(User.class), corrupt),
                argumentSet("a list", LoginBytes.objectStream(new ArrayList<>()), refused),
                argumentSet("null", LoginBytes.objectStream(null), corrupt),
                argumentSet("a text", LoginBytes.objectStream("小明"), corrupt),
                argumentSet("another version", withUid(2), refused),
                argumentSet(
                        "no name",
                        Bytes.of(hexOfUser().replace("740006e5b08fe6988e", "70")),
                        corrupt),
                argumentSet(
                        "a proxy of -1 interfaces",
                        Bytes.of("aced00057dffffffff"),
                        "reading failed (NegativeArraySizeException)"),
                argumentSet("990 exceptions", join(Bytes.of("aced0005"), exceptions), corrupt),
                argumentSet(
                        "a text without an end",
                        join(HostileStreams.endlessText(), new byte[2_000]),
                        "too many bytes"),
                argumentSet("a request in HTTP", Bytes.utf8("GET / HTTP/1.0\r\n\r\n"), corrupt));
    }

    @ParameterizedTest
    @MethodSource("hostileStreams")
    void hostileStreamCostsOneLine(byte[] stream, String why) throws Exception {
        int port = start(PATIENT);

        assertThat(RawClient.answerTo(port, stream)).isEqualTo(NO_ANSWER);

        assertError(why);
        assertHonestLogin(port);
    }

    @Test
    void longestLoginIsAccepted() throws Exception {
        int port = start(PATIENT);
        User longest = new User("好".repeat(64), "好".repeat(128));

        assertThat(LoginBytes.objectStream(longest)).hasSize(660);
        assertThat(RawClient.answerTo(port, LoginBytes.objectStream(longest))).isZero();
    }

    @Test
    void loginCutOffAtAnyByteIsNoLogin() throws Exception {
        int port = start(PATIENT);
        byte[] login = LoginBytes.objectStream(HONEST);

        for (int length = 0; length < login.length; length++) {
            assertThat(RawClient.answerTo(port, Arrays.copyOf(login, length)))
                    .as("the first %d bytes", length)
                    .isEqualTo(NO_ANSWER);
        }

        assertThat(RawClient.answerTo(port, login)).isEqualTo(1);
    }

    @Test
    void thousandRandomStreamsDoNoHarm() throws Exception {
        int port = start(PATIENT);
        Random random = new Random(20_250_401);

        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = HostileStreams.random(random);
            byte[] stream = i % 2 == 0 ? bytes : join(Bytes.of("aced0005"), bytes);
            assertThat(RawClient.answerTo(port, stream)).as("stream %d", i).isEqualTo(NO_ANSWER);
        }

        assertHonestLogin(port);
    }

    /// The values begin at 79. Before them stands how the client writes them, and not all of that
    /// matters to the server.
    @Test
    void loginsWithOneWrongByteDoNoHarm() throws Exception {
        int port = start(PATIENT);
        Random random = new Random(20_250_402);
        byte[] login = LoginBytes.objectStream(HONEST);

        for (int i = 0; i < login.length; i++) {
            byte[] changed = login.clone();
            changed[i] ^= (byte) (1 + random.nextInt(255));
            assertThat(RawClient.answerTo(port, changed))
                    .as("byte %d", i)
                    .isIn(i < 79 ? List.of(NO_ANSWER, 0, 1) : List.of(NO_ANSWER, 0));
        }

        assertHonestLogin(port);
    }

    @Test
    void silentClientIsSentAwayAtTheTimeLimit() throws Exception {
        int port = start(HASTY);

        try (RawClient silent = new RawClient(port)) {
            assertThat(silent.answer()).isEqualTo(NO_ANSWER);
        }

        assertError("it did not come within the time limit");
        assertHonestLogin(port);
    }

    /// Each byte comes long before a limit for one read would be over.
    @Test
    void clientThatDripsIsSentAwayAtTheTimeLimit() throws Exception {
        int port = start(new Limits(500, 1_000_000, Duration.ofMillis(200)));

        try (RawClient slow = new RawClient(port)) {
            slow.write(HostileStreams.endlessText());
            await().until(() -> {
                try {
                    slow.write((byte) 'x');
                    return false;
                } catch (IOException _) {
                    return true;
                }
            });
        }

        assertError("it did not come within the time limit");
        assertHonestLogin(port);
    }

    @Test
    void twoHundredSilentClientsDoNotKeepAnybodyWaiting() throws Exception {
        int port = start(PATIENT);
        List<RawClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(new RawClient(port));
            }
            await().until(() -> server.connections() == 200);

            assertHonestLogin(port);
            assertThat(server.connections()).isGreaterThanOrEqualTo(200);
        } finally {
            for (RawClient client : silent) {
                client.close();
            }
        }
    }

    @Test
    void fullServerRefusesAndHasRoomAgainLater() throws Exception {
        int port = start(new Limits(2, 1_000, Duration.ofSeconds(30)));
        try (RawClient _ = new RawClient(port);
                RawClient _ = new RawClient(port)) {
            await().until(() -> server.connections() == 2);

            assertThat(RawClient.answerTo(port, LoginBytes.objectStream(HONEST)))
                    .isEqualTo(NO_ANSWER);
            assertError("no room, sent away");
        }
        await().until(() -> server.connections() == 0);

        assertHonestLogin(port);
    }

    @Test
    void closeHangsUpOnSilentClients() throws Exception {
        int port = start(PATIENT);
        try (RawClient silent = new RawClient(port)) {
            await().until(() -> server.connections() == 1);

            server.close();

            assertThat(silent.answer()).isEqualTo(NO_ANSWER);
        }
    }

    @Test
    void rightPasswordComesTooLateAfterTooManyWrongOnes() throws Exception {
        Instant[] now = {Instant.EPOCH};
        int port = start(PATIENT, new AttemptLimit(10, Duration.ofMinutes(1), clock(now)));
        for (int i = 0; i < 10; i++) {
            assertThat(RawClient.logIn(port, new User("小明", "guess " + i))).isFalse();
        }

        assertThat(RawClient.logIn(port, HONEST)).isFalse();
        now[0] = now[0].plusSeconds(60);
        assertHonestLogin(port);
    }

    @Test
    void guessesAtTheSameMomentDoNotSlipThrough() throws Exception {
        int port = start(PATIENT, new AttemptLimit(10, Duration.ofDays(1), Clock.systemUTC()));
        List<Callable<Boolean>> guesses =
                new ArrayList<>(
                        Collections.nCopies(
                                50, () -> RawClient.logIn(port, new User("小明", "guess"))));
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> answer : clients.invokeAll(guesses)) {
                assertThat(answer.get()).isFalse();
            }
        }

        assertThat(RawClient.logIn(port, HONEST)).isFalse();
    }

    @Test
    void honestPeopleHaveNoLimit() throws Exception {
        int port = start(PATIENT, new AttemptLimit(2, Duration.ofDays(1), Clock.systemUTC()));

        for (int i = 0; i < 20; i++) {
            assertHonestLogin(port);
        }
    }

    private void assertError(String why) {
        await().until(() -> !terminal.errors().isEmpty());
        assertThat(terminal.error()).endsWith(" sent no login: " + why);
    }

    private static void assertHonestLogin(int port) throws IOException, Failure {
        assertThat(RawClient.logIn(port, HONEST)).as("an honest login").isTrue();
    }

    private static String hexOfUser() throws IOException {
        return HexFormat.of().formatHex(LoginBytes.objectStream(HONEST));
    }

    /// As if the client had another version of the class.
    private static byte[] withUid(long uid) throws IOException {
        byte[] stream = LoginBytes.objectStream(HONEST);
        ByteBuffer.wrap(stream).putLong(21, uid);
        return stream;
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static Clock clock(Instant[] now) {
        return new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
