package lesson02.exercise;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UTFDataFormatException;
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
        }
    }

    /// A rehearsal into nowhere: the JDK counts the bytes for us, and nobody has been disturbed
    /// yet.
    private static void checkLength(String message) throws IOException {
        try (DataOutputStream rehearsal = new DataOutputStream(OutputStream.nullOutputStream())) {
            rehearsal.writeUTF(message);
        } catch (UTFDataFormatException e) {
            throw new IllegalArgumentException(
                    "the message takes more than 65535 bytes, "
                            + message.length()
                            + " characters are too many",
                    e);
        }
    }
}
