package lesson04.exercise.outside;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import lesson04.exercise.Login;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Each end runs in a process of its own, one after the other; the test is the other end, and makes
/// the bytes of the objects by hand.
@Exercise(number = "4.1", title = "Log in with an object", points = 10, of = Login.class)
class LoginOutsideTest {

    private static final byte[] THREE_TRIES = Bytes.of("00 00 00 03");
    private static final byte[] RIGHT = {1};
    private static final byte[] WRONG = {0};

    private final Trace trace = new Trace().byHand("nc localhost 8888 | od -An -tx1");

    @RegisterExtension final SecondProcess second = new SecondProcess(trace);

    private final String name = "李雷 " + second.word();
    private final String password = "密码 " + second.word();

    @Test
    void theServerLetsInWhoKnowsThePassword() throws Exception {
        second.serve(LoginMain.class, "serve", name, password);
        OutsideClient client = second.connect();

        expect("it says how many tries there are", THREE_TRIES, client);
        client.send(new Credentials(name, second.word()).firstOfAStream());
        expect("a wrong password", WRONG, client);
        client.send(new Credentials(name, password).nextOfAStream());
        expect("the right one", RIGHT, client);

        expectEnd(client);
    }

    @Test
    void afterTheLastTryTheServerCloses() throws Exception {
        second.serve(LoginMain.class, "serve", name, password);
        OutsideClient client = second.connect();

        expect("it says how many tries there are", THREE_TRIES, client);
        client.send(new Credentials(second.word(), password).firstOfAStream());
        expect("an account that is not there", WRONG, client);
        client.send(new Credentials(name, "").nextOfAStream());
        expect("an empty password", WRONG, client);
        client.send(new Credentials(name, password.substring(1)).nextOfAStream());
        expect("a part of the password", WRONG, client);

        expectEnd(client);
    }

    @Test
    void anotherObjectIsNoLogin() throws Exception {
        second.serve(LoginMain.class, "serve", name, password);
        ByteArrayOutputStream foreign = new ByteArrayOutputStream();
        new ObjectOutputStream(foreign).writeObject(new ArrayList<>(List.of("x")));

        for (byte[] bytes :
                List.of(foreign.toByteArray(), Bytes.of("ac ed 00 05 70"), Bytes.of("00"))) {
            OutsideClient client = second.connect();
            expect("it says how many tries there are", THREE_TRIES, client);
            client.send(bytes);
            client.endOutput();
            trace.check(
                    "to what is no Credentials there is no answer, and the connection is closed",
                    client.isOver(),
                    "It was answered, or the connection is open.");
        }
        OutsideClient next = second.connect("an honest client connects");
        expect("it is served", THREE_TRIES, next);
        next.send(new Credentials(name, password).firstOfAStream());
        expect("the right password", RIGHT, next);
    }

    @Test
    void theClientTriesUntilItIsRight() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(listener.getLocalPort());
            String wrong = second.word();
            second.start(LoginMain.class, port, name, wrong, password);
            OutsideClient client = second.accept(listener, "the client's end connects");
            client.send(THREE_TRIES);

            CredentialsInput objects =
                    trace.call("it opens its stream", () -> new CredentialsInput(client.in()));
            expect("its first try", new Credentials(name, wrong), objects);
            client.send(WRONG);
            expect("its second try", new Credentials(name, password), objects);
            client.send(RIGHT);
            expectEnd(client);

            OutsideClient next = second.accept(listener, "it connects again");
            next.send(THREE_TRIES);
            CredentialsInput result =
                    trace.call("it opens its stream", () -> new CredentialsInput(next.in()));
            expect("it tells the result", new Credentials("the result", "true"), result);
        }
    }

    private void expect(String step, byte[] bytes, OutsideClient client) throws IOException {
        trace.bytes(
                step,
                bytes,
                client.bytes(bytes.length),
                "First the number of tries: writeInt; then to each object one byte: writeBoolean."
                        + " One object stream for all objects.");
    }

    private void expect(String step, Credentials expected, CredentialsInput objects) {
        Object read = trace.call(step + " arrives", objects::readObject);
        trace.equal(step, expected, read, "One object for each try, until one is right.");
    }

    private void expectEnd(OutsideClient client) throws IOException {
        trace.equal("then the stream ends", OutsideClient.END, client.next(), "Close the socket.");
    }
}
