package lesson04.exercise;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// A login as POP3 has it: `USER`, `PASS` and `QUIT` in lines of UTF-8, answered with `+OK` or
/// `-ERR` (RFC 1939).
public final class TextLogin {

    /// The longest line of a client, in bytes, with its end (RFC 2449, section 4).
    public static final int LONGEST_LINE = 255;

    /// So many passwords may be wrong in one conversation.
    public static final int MOST_ATTEMPTS = 3;

    /// So many lines may be sent in one conversation.
    public static final int MOST_LINES = 20;

    /// Who knows the passwords.
    @FunctionalInterface
    public interface Check {

        /// Whether this is the password of this name.
        boolean isRight(String name, String password);
    }

    private final Check check;
    private final Duration limit;

    /// Keeps both.
    ///
    /// @param check is asked once for each `PASS`
    /// @param limit how long a whole conversation may take, however the client fills the time
    public TextLogin(Check check, Duration limit) {
        this.check = check;
        this.limit = limit;
    }

    /// Holds one conversation. Returns the name that is logged in, or nothing. Does not close the
    /// socket: the caller does that.
    ///
    /// @throws IOException when the connection breaks, or when the time is up
    public Optional<String> converse(Socket socket) throws IOException {
        return new Conversation(socket).hold();
    }

    private final class Conversation {

        private final Socket socket;
        private final InputStream in;

        private String name = "";
        private int wrongPasswords;
        private Optional<String> loggedIn = Optional.empty();

        Conversation(Socket socket) throws IOException {
            this.socket = socket;
            // One for the whole conversation: it may already hold the next line.
            in = new BufferedInputStream(socket.getInputStream());
        }

        Optional<String> hold() throws IOException {
            answer("+OK ready");
            for (int lines = 0; lines < MOST_LINES && wrongPasswords < MOST_ATTEMPTS; lines++) {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                if (!readInto(line)) {
                    return loggedIn;
                }
                String reply = replyTo(line.toByteArray());
                answer(reply);
                if (reply.equals("+OK bye")) {
                    return loggedIn;
                }
            }
            return loggedIn;
        }

        /// Reads up to the end of a line. False when there is none: the stream has ended, or the
        /// line is too long.
        private boolean readInto(ByteArrayOutputStream line) throws IOException {
            for (int length = 0; length < LONGEST_LINE; length++) {
                int next = readByte();
                if (next == -1) {
                    return false;
                }
                if (next == '\n') {
                    return true;
                }
                line.write(next);
            }
            answer("-ERR line too long");
            return false;
        }

        private int readByte() throws IOException {
            long millis = limit.toMillis();
            socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
            return in.read();
        }

        private String replyTo(byte[] bytes) {
            String line;
            try {
                // Not new String: it would replace what is not UTF-8.
                line =
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(bytes))
                                .toString();
            } catch (CharacterCodingException _) {
                return "-ERR not UTF-8";
            }
            String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            String[] words = text.split(" ", 2);
            String argument = words.length == 2 ? words[1] : "";
            return switch (words[0].toUpperCase(Locale.ROOT)) {
                case "QUIT" -> "+OK bye";
                case "USER" -> user(argument);
                case "PASS" -> pass(argument);
                default -> "-ERR unknown command";
            };
        }

        private String user(String argument) {
            if (loggedIn.isPresent()) {
                return "-ERR already logged in";
            }
            name = argument;
            return name.isEmpty() ? "-ERR the name is missing" : "+OK";
        }

        private String pass(String password) {
            if (name.isEmpty()) {
                return "-ERR USER comes first";
            }
            String claimed = name;
            name = "";
            if (!check.isRight(claimed, password)) {
                wrongPasswords++;
                return "-ERR login failed";
            }
            loggedIn = Optional.of(claimed);
            return "+OK logged in";
        }

        private void answer(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /// For trying by hand: serves one client after the other on 127.0.0.1:8888. It knows one user,
    /// `alice`, and lets her in with any password.
    public static void main(String[] args) throws IOException {
        TextLogin login = new TextLogin((name, _) -> name.equals("alice"), Duration.ofSeconds(60));
        try (ServerSocket listener = new ServerSocket(8888, 5, InetAddress.getLoopbackAddress())) {
            System.out.println("Listening on 127.0.0.1:8888. Stop with Ctrl-C.");
            while (true) {
                serve(login, listener.accept());
            }
        }
    }

    private static void serve(TextLogin login, Socket accepted) {
        try (Socket client = accepted) {
            System.out.println("A conversation ended: " + login.converse(client));
        } catch (IOException e) {
            System.out.println("A conversation broke off: " + e.getMessage());
        }
    }
}
