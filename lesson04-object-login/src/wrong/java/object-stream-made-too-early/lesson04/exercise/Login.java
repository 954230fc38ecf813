package lesson04.exercise;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;

/// Both ends of a login: the server says how many tries there are, the client sends [Credentials],
/// the server answers each with a boolean.
public final class Login {

    /// How a connection ended, for the server's log.
    public enum Outcome {
        /// The last answer was `true`.
        LOGGED_IN,
        /// All tries were wrong.
        REFUSED,
        /// The client has closed, or reset the connection, or said nothing until the socket's read
        /// time-out.
        LEFT,
        /// Something came that is no [Credentials]: another object, `null`, or no object at all.
        NOT_UNDERSTOOD
    }

    private Login() {}

    /// Serves one client, closes its socket, and says how it ended. Blocks until then. No exception
    /// leaves this method, whatever the client does.
    ///
    /// @param client a connected socket with a read time-out
    /// @param passwords the password of each account
    /// @param tries how often a client may try, 1 or more
    public static Outcome serve(Socket client, Map<String, String> passwords, int tries) {
        try (client) {
            ObjectInputStream objects =
                    new ObjectInputStream(new BufferedInputStream(client.getInputStream()));
            DataOutputStream answers = new DataOutputStream(client.getOutputStream());
            answers.writeInt(tries);
            objects.setObjectInputFilter(Credentials.FILTER);
            for (int i = 0; i < tries; i++) {
                if (!(objects.readObject() instanceof Credentials credentials)) {
                    return Outcome.NOT_UNDERSTOOD;
                }
                boolean right = isRight(credentials, passwords);
                answers.writeBoolean(right);
                if (right) {
                    return Outcome.LOGGED_IN;
                }
            }
            return Outcome.REFUSED;
        } catch (EOFException | SocketException | SocketTimeoutException _) {
            return Outcome.LEFT;
        } catch (IOException | ClassNotFoundException | RuntimeException _) {
            return Outcome.NOT_UNDERSTOOD;
        }
    }

    /// Connects to `server`, and sends one after the other until the answer is `true`, but no more
    /// than the server allows. Blocks.
    ///
    /// @return whether one of them was right
    /// @throws EOFException when the server closes without an answer
    /// @throws IOException when the server cannot be reached or the connection breaks
    public static boolean logIn(SocketAddress server, List<Credentials> credentials)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            DataInputStream answers = new DataInputStream(socket.getInputStream());
            int tries = answers.readInt();
            ObjectOutputStream objects =
                    new ObjectOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            for (int i = 0; i < tries && i < credentials.size(); i++) {
                objects.writeObject(credentials.get(i));
                objects.flush();
                if (answers.readBoolean()) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isRight(Credentials credentials, Map<String, String> passwords) {
        String password = passwords.get(credentials.name());
        return password != null
                && MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8),
                        credentials.password().getBytes(StandardCharsets.UTF_8));
    }
}
