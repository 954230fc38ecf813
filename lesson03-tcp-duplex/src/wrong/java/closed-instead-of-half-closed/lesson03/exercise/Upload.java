package lesson03.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An upload of unknown length, ended by a half-close, and its answer: one line with the number of
/// bytes and their SHA-256.
public final class Upload {

    private static final int LONGEST_ANSWER = 200;
    private static final int PIECE = 8192;

    private Upload() {}

    /// The client: sends all of `data` and returns the answer without its `\n`. Does not close the
    /// socket.
    ///
    /// @throws EOFException when the stream ends without a `\n` at the end of the answer
    /// @throws ProtocolException when the answer has more than 200 bytes
    public static String send(Socket socket, InputStream data) throws IOException {
        data.transferTo(socket.getOutputStream());
        socket.getOutputStream().close();
        byte[] bytes = socket.getInputStream().readNBytes(LONGEST_ANSWER + 1);
        if (bytes.length > LONGEST_ANSWER) {
            throw new ProtocolException("an answer of more than " + LONGEST_ANSWER + " bytes");
        }
        String answer = new String(bytes, StandardCharsets.UTF_8);
        if (!answer.endsWith("\n")) {
            throw new EOFException("the answer ended after " + bytes.length + " bytes");
        }
        return answer.substring(0, answer.length() - 1);
    }

    /// The server: reads to the end of the stream, answers, closes the socket. Returns the answer
    /// without its `\n`.
    ///
    /// @throws IOException when the connection breaks: there is no answer
    public static String receive(Socket socket, long limit) throws IOException {
        try (socket) {
            InputStream in = socket.getInputStream();
            MessageDigest digest = sha256();
            byte[] piece = new byte[PIECE];
            long count = 0;
            // Beyond the limit it reads on: closing with bytes unread would send a reset.
            for (int read; count - limit <= limit && (read = in.read(piece)) >= 0; count += read) {
                digest.update(piece, 0, read);
            }
            String answer =
                    count <= limit
                            ? count + " " + HexFormat.of().formatHex(digest.digest())
                            : "too long: more than " + limit + " bytes";
            socket.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
            return answer;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
