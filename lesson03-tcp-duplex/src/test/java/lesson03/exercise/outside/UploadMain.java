package lesson03.exercise.outside;

import course.testkit.Launcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import lesson03.exercise.Upload;

/// `receive`: takes uploads. Else the first argument is the port of the test, the second one a
/// text: it is uploaded there, and then the answer to it.
final class UploadMain {

    static final int LIMIT = 300_000;

    private UploadMain() {}

    public static void main(String[] arguments) {
        if (arguments[0].equals("receive")) {
            Launcher.serveEach(client -> Upload.receive(client, LIMIT));
        } else {
            Launcher.start(() -> {
                int port = Integer.parseInt(arguments[0]);
                Launcher.connect(
                        port,
                        socket -> {
                            String answer = send(socket, arguments[1]);
                            Launcher.connect(port, next -> send(next, answer));
                        });
            });
        }
    }

    private static String send(Socket socket, String text) throws IOException {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        return Upload.send(socket, new ByteArrayInputStream(data));
    }
}
