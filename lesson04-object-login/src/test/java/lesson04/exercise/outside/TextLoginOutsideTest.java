package lesson04.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import lesson04.exercise.TextLogin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A server with one account, in a process of its own. Name and password are drawn by the test.
@Exercise(number = "4.7", title = "Log in over a text protocol", points = 15, of = TextLogin.class)
class TextLoginOutsideTest {

    private static final boolean GOOD = true;
    private static final boolean BAD = false;

    private final Trace trace = new Trace().byHand("nc localhost 8888");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    private final String name = "王小明" + server.word();
    private final String password = " 密码 " + server.word() + " ";

    @BeforeEach
    void start() throws Exception {
        server.serve(TextLoginMain.class, name, password);
    }

    @Test
    void theRightPasswordLogsIn() throws Exception {
        OutsideClient client = greeted();

        client.send("PASS " + password + "\r\n");
        expect("PASS without USER", BAD, client);
        client.send("user " + name + "\nPass " + password + "\nUSER x\r\nQUIT\r\n");
        expect("user, and three more lines in the same write", GOOD, client);
        expect("Pass, with spaces in front and at the end", GOOD, client);
        expect("USER after the login", BAD, client);
        expect("QUIT", GOOD, client);

        expectEnd(client);
    }

    @Test
    void aWrongPasswordAndAnUnknownNameAreAnsweredAlike() throws Exception {
        OutsideClient client = greeted();

        login(name, password.strip(), BAD, client);
        client.say("PASS " + password);
        expect("PASS again, without USER", BAD, client);
        login(server.word(), password, BAD, client);
        login(name, server.word(), BAD, client);

        expectEnd(client);
        login(name, password, GOOD, greeted());
    }

    @Test
    void whatIsNoLineOfTheProtocolLogsNobodyIn() throws Exception {
        OutsideClient client = greeted();

        client.send("USER ");
        client.send((byte) 0xff, (byte) 0xfe, (byte) '\n');
        expect("bytes that are not UTF-8", BAD, client);
        login(name, password, GOOD, client);
        client.send("USER " + "x".repeat(400));
        expect("a line that is too long, and has no end", BAD, client);
        expectEnd(client);

        OutsideClient half = greeted();
        half.send("USER " + name + "\r\nPASS " + password);
        expect("USER", GOOD, half);
        half.endOutput();
        expectEnd(half);
    }

    private OutsideClient greeted() throws IOException {
        OutsideClient client = server.connect();
        expect("the server greets", GOOD, client);
        return client;
    }

    private void login(String user, String pass, boolean good, OutsideClient client)
            throws IOException {
        client.send("USER " + user + "\r\n");
        expect("USER, whether there is such a name or not", GOOD, client);
        client.send("PASS " + pass + "\r\n");
        expect(good ? "PASS, the right one" : "PASS, a wrong one", good, client);
    }

    private void expect(String step, boolean good, OutsideClient client) throws IOException {
        String line = client.line();
        trace.check(
                step + ": " + (good ? "+OK" : "-ERR"),
                line.startsWith(good ? "+OK" : "-ERR") && line.endsWith("\r"),
                "It was answered with \""
                        + line.strip()
                        + "\". A line begins with +OK or -ERR and"
                        + " ends with CR LF.");
        trace.check(
                "the answer repeats nothing of name or password",
                !line.contains(name) && !line.contains(password.strip()),
                "A mistyped PASS carries a password too.");
    }

    private void expectEnd(OutsideClient client) throws IOException {
        trace.equal("then the stream ends", OutsideClient.END, client.line(), "It is over.");
    }
}
