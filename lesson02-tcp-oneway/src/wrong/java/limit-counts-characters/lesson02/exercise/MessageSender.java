package lesson02.exercise;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;

/// A client that sends one text and leaves.
public final class MessageSender {

    private MessageSender() {}

    /// Connects to `server`, sends `message` as one `writeUTF` frame, and closes the connection.
    ///
    /// @param message at most 65,535 bytes in modified UTF-8
    /// @throws IllegalArgumentException when the message is longer; it is thrown before anything is
    ///   connected
    /// @throws IOException when the server cannot be reached or the connection breaks
    public static void send(SocketAddress server, String message) throws IOException {
        checkLength(message);
        try (Socket socket = new Socket()) {
            socket.connect(server);
            DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            out.writeUTF(message);
            // Closing the socket does not flush a stream that was built over it.
            out.flush();
        }
    }

    private static void checkLength(String message) {
        if (message.length() > 65_535) {
            throw new IllegalArgumentException("the message is too long");
        }
    }
}
