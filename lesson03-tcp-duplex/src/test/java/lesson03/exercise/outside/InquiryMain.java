package lesson03.exercise.outside;

import course.testkit.Launcher;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import lesson03.exercise.Inquiry;
import lesson03.exercise.Inquiry.Outcome;

/// Asks the test, and then tells it in the next question what came of the last one. The arguments
/// are the port of the test, the limit for an answer in milliseconds, and the first question.
final class InquiryMain {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int QUESTIONS = 20;
    static final int SHOWN = 100;

    private InquiryMain() {}

    public static void main(String[] arguments) {
        Launcher.start(() -> {
            InetSocketAddress test =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
            Duration limit = Duration.ofMillis(Long.parseLong(arguments[1]));
            String question = arguments[2];
            for (int i = 0; i < QUESTIONS; i++) {
                Outcome outcome = Inquiry.ask(test, question, CONNECT_LIMIT, limit);
                String text = outcome.text();
                question =
                        outcome.ending() + " " + text.substring(0, Math.min(SHOWN, text.length()));
            }
        });
    }
}
