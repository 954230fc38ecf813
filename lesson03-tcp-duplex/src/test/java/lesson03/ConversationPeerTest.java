package lesson03;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import lesson03.exercise.Conversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exercise 3.6 with a real `nc` as either end.
@NeedsPeer
@Exercise(
        number = "3.6",
        title = "A conversation that survives",
        points = 20,
        of = Conversation.class)
class ConversationPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MILLIS = 10_000;
    private static final int LONGEST = 100;

    private final Trace trace = new Trace();
    private final Peer peer = Peer.get();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "printf '你好\\r\\nbye\\n' | you said: 你好\\nbye\\n | true",
                "{ printf 'b'; sleep 0.1; printf 'ye'; sleep 0.1; printf '\\n'; } | bye\\n | true",
                "{ head -c 10000000 /dev/zero; printf '\\nbye\\n'; } | error: more than 100"
                        + " bytes\\nbye\\n | true",
                "printf '\\377\\nbye' | error: not UTF-8\\n | false"
            })
    void ncIsTheClient(String typed, String expected, boolean bye) throws Exception {
        trace.byHand(typed + " | nc -N localhost 8888");
        try (ServerSocket listener = new ServerSocket(0);
                PeerCommand nc =
                        peer.start(
                                typed + " | nc -N " + Peer.HOST + " " + listener.getLocalPort())) {
            listener.setSoTimeout(MILLIS);
            Socket client = listener.accept();

            boolean said =
                    trace.call(
                            "serve nc",
                            () -> {
                                try (client) {
                                    return Conversation.serve(
                                            client.getInputStream(),
                                            client.getOutputStream(),
                                            LONGEST);
                                }
                            });

            trace.equal("serve returns", bye, said, "Whether the client has said bye.");
            trace.equal(
                    "what nc has printed",
                    expected.translateEscapes(),
                    nc.await(LIMIT).text(),
                    "One answer for each line, ended by \\n.");
        }
    }

    @Test
    void ncIsTheServer() throws Exception {
        trace.byHand("printf 'welcome\\r\\nbye\\n' | nc -l 8888");
        try (PeerCommand nc = peer.start("printf 'welcome\\r\\nbye\\n' | nc -l 9001")) {
            peer.awaitListening(9001);
            List<String> answers;
            try (Socket socket = new Socket()) {
                socket.connect(peer.address(9001), MILLIS);

                answers =
                        trace.call(
                                "talk to nc -l",
                                () ->
                                        Conversation.talk(
                                                socket.getInputStream(),
                                                socket.getOutputStream(),
                                                List.of("你好", "bye"),
                                                LONGEST));
            }

            trace.equal("the answers", List.of("welcome", "bye"), answers, "One for each line.");
            trace.equal(
                    "what nc has got", "你好\nbye\n", nc.await(LIMIT).text(), "Each line and \\n.");
        }
    }
}
