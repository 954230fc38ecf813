package lesson03.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import lesson03.exercise.Conversation;

/// `serve`: the server's end. Else the client's end: the first argument is the port of the test,
/// the others are the lines. What the test answers is said to it in a second conversation.
final class ConversationMain {

    static final int LONGEST = 100;

    private ConversationMain() {}

    public static void main(String[] arguments) {
        if (arguments[0].equals("serve")) {
            Launcher.serveEach(client ->
                    Conversation.serve(client.getInputStream(), client.getOutputStream(), LONGEST));
        } else {
            Launcher.start(() -> {
                List<String> lines = Arrays.asList(arguments).subList(1, arguments.length);
                talk(Integer.parseInt(arguments[0]), lines);
            });
        }
    }

    private static void talk(int port, List<String> lines) throws IOException {
        Launcher.connect(
                port,
                socket -> {
                    InputStream in = socket.getInputStream();
                    OutputStream out = socket.getOutputStream();
                    List<String> answers = Conversation.talk(in, out, lines, LONGEST);
                    Conversation.talk(in, out, answers, LONGEST);
                });
    }
}
