package lesson04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Terminal;
import course.testkit.Terminal.Main;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import lesson04.exercise.Overheard;
import lesson04.exercise.Trap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads all that the programs print and log, in use and under attack: no password, no hash.
class NothingSecretTest {

    private static final String PASSWORD = "s3cret-of-小红";
    private static final String TYPED_IN_THE_WRONG_FIELD = "s3cret-of-小红-as-a-name";
    private static final PasswordHash HASH =
            PasswordHash.of(PASSWORD, FastUsers.ITERATIONS, new SecureRandom());

    private final List<String> said = new ArrayList<>();
    private final Terminal client = new Terminal();

    @SuppressWarnings("ImmutableEnumChecker") // a method reference holds no state
    enum Server {
        NAIVE(NaiveLoginServer::new),
        FILTERED(FilteredLoginServer::new),
        HARDENED(NothingSecretTest::hardened);

        private final LoginServer.Opening opening;

        Server(LoginServer.Opening opening) {
            this.opening = opening;
        }
    }

    private static LoginServer hardened(InetSocketAddress address) throws IOException {
        return new HardenedLoginServer(
                address,
                new HashedUsers(Map.of("小红", HASH), HASH),
                new AttemptLimit(3, Duration.ofMinutes(1), Clock.systemUTC()),
                HardenedLoginServer.Limits.DEFAULT);
    }

    @ParameterizedTest
    @EnumSource
    void noOutputAndNoLogHoldsAPasswordOrAHash(Server kind) throws Exception {
        try (Overheard overheard = new Overheard()) {
            System.getLogger("probe").log(System.Logger.Level.DEBUG, "the log is captured");
            for (byte[] stream : attacks()) {
                useAndAttack(kind, stream);
            }
            said.addAll(client.lines());
            said.addAll(client.errors());
            said.add(overheard.text());
        }

        String all = String.join("\n", said);
        String[] saltAndHash = new String(HASH.toHex(), StandardCharsets.UTF_8).split(" ");
        assertThat(all)
                .contains("the log is captured", "login failed", "Account: 小红")
                .doesNotContain("s3cret")
                .doesNotContainIgnoringCase(saltAndHash);
    }

    static Stream<Arguments> programs() {
        return Stream.of(
                argumentSet("ClassGrows", (Main) ClassGrows::run, List.of()),
                argumentSet("FilterCalls", (Main) FilterCalls::run, List.of()),
                argumentSet("WhoIsFirst", (Main) WhoIsFirst::run, List.of()),
                argumentSet("WhoExists", (Main) WhoExists::run, List.of("alice")));
    }

    /// `LoginBytes` is not among them: to show the bytes that one gives it is its purpose. What
    /// `Attack` prints stands in [AttackTest], what its server prints in [HardenedProcessTest];
    /// `DerivedKeys`, which is slow, has [DerivedKeysTest].
    @ParameterizedTest
    @MethodSource("programs")
    void otherProgramsPrintNoPasswordEither(Main main, List<String> args) {
        try (Overheard overheard = new Overheard()) {
            assertThat(client.run(main, args.toArray(String[]::new))).isZero();

            assertThat(client.lines()).isNotEmpty();
            assertThat(String.join("\n", client.lines()) + client.errors() + overheard.text())
                    .doesNotContain("secret", "s3cret", "password", "芝麻");
        }
    }

    private static List<byte[]> attacks() throws IOException {
        byte[] login = LoginBytes.objectStream(new User("小红", PASSWORD));
        byte[] changed = login.clone();
        changed[20] ^= 1; // in the class's name
        return List.of(
                Arrays.copyOf(login, login.length - 1),
                changed,
                LoginBytes.objectStream(PASSWORD),
                LoginBytes.objectStream(new User(TYPED_IN_THE_WRONG_FIELD, "x")),
                LoginBytes.objectStream(new Trap()),
                HostileStreams.hugeArray());
    }

    /// A new server for each: the naive one falls.
    private void useAndAttack(Server kind, byte[] stream) throws Exception {
        Terminal terminal = new Terminal();
        CompletableFuture<Integer> status =
                terminal.start(
                        (args, o, e) -> LoginServer.run("Server", kind.opening, args, o, e),
                        "0",
                        "3");
        String port = Integer.toString(terminal.port());

        client.runTyping(LoginClient::run, "小红\n" + PASSWORD + "\n", "localhost", port);
        client.runTyping(LoginClient::run, "小红\n" + PASSWORD + "x\n", "localhost", port);
        RawClient.answerTo(terminal.port(), stream);

        status.get(10, TimeUnit.SECONDS);
        said.addAll(terminal.lines());
        said.addAll(terminal.errors());
    }
}
