package lesson02.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import lesson02.exercise.MessageSender;

/// Sends texts to the test, one after the other; one that is refused is left out. The arguments are
/// the port of the test, and of each text a piece and how often it stands in the text.
final class MessageSenderMain {

    private MessageSenderMain() {}

    public static void main(String[] texts) {
        Launcher.start(() -> {
            InetSocketAddress test =
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), Integer.parseInt(texts[0]));
            for (int i = 1; i < texts.length; i += 2) {
                send(test, texts[i].repeat(Integer.parseInt(texts[i + 1])));
            }
        });
    }

    private static void send(InetSocketAddress test, String text) throws IOException {
        try {
            MessageSender.send(test, text);
        } catch (IllegalArgumentException e) {
            System.out.println("a text of " + text.length() + " characters is refused");
        }
    }
}
