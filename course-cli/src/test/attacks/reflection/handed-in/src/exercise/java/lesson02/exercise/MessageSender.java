package lesson02.exercise;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.net.Socket;
import java.net.SocketAddress;

/// Right, and beside an attack: its points must be kept.
public final class MessageSender {

    private MessageSender() {}

    public static void send(SocketAddress server, String message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try {
            new DataOutputStream(frame).writeUTF(message);
        } catch (UTFDataFormatException e) {
            throw new IllegalArgumentException(e);
        }
        try (Socket socket = new Socket()) {
            socket.connect(server);
            socket.getOutputStream().write(frame.toByteArray());
        }
    }
}
