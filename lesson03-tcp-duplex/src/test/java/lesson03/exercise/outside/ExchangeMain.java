package lesson03.exercise.outside;

import course.testkit.Launcher;
import java.net.Socket;
import lesson03.exercise.Exchange;

/// Connects to the test and passes back what it gets. The arguments are the port of the test, and
/// `ask` with the first question, or `swap` with the length of the first message.
final class ExchangeMain {

    /// More than the buffers of both ends hold.
    static final int LARGE = 6_000_000;

    private ExchangeMain() {}

    public static void main(String[] arguments) {
        Launcher.start(() -> {
            int port = Integer.parseInt(arguments[0]);
            if (arguments[1].equals("ask")) {
                Launcher.connect(port, socket -> ask(socket, arguments[2]));
            } else {
                int length = Integer.parseInt(arguments[2]);
                Launcher.connect(port, socket -> swap(socket, length));
            }
        });
    }

    /// The answer is the next question.
    private static void ask(Socket socket, String question) throws Exception {
        String answer = Exchange.ask(socket, question);
        Exchange.ask(socket, answer);
    }

    /// The message of the other end is the next one of this end.
    private static void swap(Socket socket, int length) throws Exception {
        byte[] theirs = Exchange.swap(socket, new byte[length], LARGE);
        Exchange.swap(socket, theirs, LARGE);
    }
}
