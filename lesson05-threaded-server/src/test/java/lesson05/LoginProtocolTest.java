package lesson05;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The login under attack, as in lesson 4: each attack costs one line, and an honest login works
/// afterwards.
class LoginProtocolTest {

    private static final String NO_LOGIN = " has sent something else than a login";

    private final Terminal terminal = new Terminal();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        server =
                Kind.VIRTUAL.open(
                        new LoginProtocol(Duration.ofSeconds(1)),
                        new Visitors(terminal.out, Integer.MAX_VALUE));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private boolean logIn(String name, String password) throws IOException {
        return LoginClient.logIn(server.address(), new User(name, password), Client.PATIENT);
    }

    private int answerTo(byte[] stream) throws IOException {
        try (Client client = new Client(server.address().getPort())) {
            client.write(stream);
            client.endOutput();
            return client.read();
        }
    }

    private static byte[] stream(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "小明, secret, true",
        "小红, 芝麻开门, true",
        "小明, 芝麻开门, false",
        "小明, '', false",
        "nobody, '', false"
    })
    void nameAndPasswordBelongTogether(String name, String password, boolean ok) throws Exception {
        assertThat(logIn(name, password)).isEqualTo(ok);
    }

    static Stream<Arguments> hostileStreams() throws IOException {
        Set<Object> sets = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            sets = new HashSet<>(Set.of(sets, i));
        }
        byte[] random = new byte[5_000];
        new Random(5).nextBytes(random);
        return Stream.of(
                argumentSet("sets in sets", stream(sets)),
                argumentSet("a list", stream(new ArrayList<>(List.of("小明")))),
                argumentSet("one number", stream(new int[1])),
                argumentSet("users", stream(new User[] {new User("小明", "secret")})),
                argumentSet("a text", stream("小明")),
                argumentSet("null", stream(null)),
                argumentSet("a class", stream(Collections.class)),
                argumentSet("random bytes", random),
                argumentSet("a request in HTTP", Bytes.utf8("GET / HTTP/1.0\r\n\r\n")));
    }

    @ParameterizedTest
    @MethodSource("hostileStreams")
    void hostileStreamCostsOneLine(byte[] stream) throws Exception {
        assertThat(answerTo(stream)).isEqualTo(-1);

        assertThat(terminal.lines().subList(2, 3)).containsExactly("Visitor 1" + NO_LOGIN);
        assertThat(logIn("小明", "secret")).isTrue();
    }

    @Test
    void loginCutOffAtAnyByteIsNoLogin() throws Exception {
        byte[] login = stream(new User("小明", "secret"));

        for (int length = 0; length < login.length; length++) {
            assertThat(answerTo(Arrays.copyOf(login, length)))
                    .as("the first %d bytes", length)
                    .isEqualTo(-1);
        }

        assertThat(answerTo(login)).isEqualTo(1);
    }

    @Test
    void textWithoutAnEndIsCut() throws Exception {
        byte[] endless = Arrays.copyOf(Bytes.of("aced0005 7c 0000000040000000"), 900_000);
        Arrays.fill(endless, 13, endless.length, (byte) 'x');

        try (Client client = new Client(server.address().getPort())) {
            client.write(Arrays.copyOf(endless, 2_000));
            assertThat(client.read()).isEqualTo(-1);
        }

        assertThat(terminal.lastLine()).startsWith("Visitor 1 has sent ");
        assertThat(logIn("小明", "secret")).isTrue();
    }

    /// Each byte comes long before a limit for one read would be over.
    @Test
    void clientThatDripsIsCutOffAtTheTimeLimit() throws Exception {
        try (Client slow = new Client(server.address().getPort())) {
            slow.write(Bytes.of("aced0005 74 ffff"));
            await().until(() -> {
                try {
                    slow.write((byte) 'x');
                    return terminal.lines().size() == 3;
                } catch (IOException _) {
                    return true;
                }
            });
        }

        await().until(() -> terminal.lines().size() == 3);
        assertThat(terminal.lastLine())
                .isEqualTo("Visitor 1 is cut off: nothing moved within the time limit");
    }
}
