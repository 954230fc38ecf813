package lesson05;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;

/// The login of lesson 4: the client sends one [User] as an object stream, the server answers one
/// byte, 1 or 0, and closes.
///
/// It has the filter and the limits of lesson 4. It keeps passwords readable, which lesson 4 does
/// not: there a slow hash is the subject, here it would only stand in the way.
///
/// See JEP 290 and [ObjectInputFilter].
public final class LoginProtocol implements Protocol {

    /// A client has so long to send its login.
    public static final Duration TIME_LIMIT = Duration.ofSeconds(5);

    /// The longest login has 660 bytes.
    private static final int MOST_BYTES = 1_000;

    private static final Map<String, String> PASSWORDS = Map.of("小明", "secret", "小红", "芝麻开门");

    static final ObjectInputFilter FILTER =
            ObjectInputFilter.Config.createFilter(
                    "maxdepth=1;maxrefs=3;maxarray=0;maxbytes=1000;lesson05.User;!*");

    private final Limits limits;

    public LoginProtocol() {
        this(TIME_LIMIT);
    }

    LoginProtocol(Duration timeLimit) {
        limits = new Limits(timeLimit, timeLimit);
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public void serve(Connection client) throws IOException {
        try (ObjectInputStream in = new ObjectInputStream(new BoundedInput(client, MOST_BYTES))) {
            in.setObjectInputFilter(FILTER);
            if (!(in.readObject() instanceof User user)) {
                throw new InvalidObjectException("not a user");
            }
            client.write(new byte[] {(byte) (mayEnter(user) ? 1 : 0)}, 0, 1);
            client.finish();
        } catch (ClassNotFoundException _) {
            throw new InvalidObjectException("not a user");
        }
    }

    /// A name that nobody has costs the same comparison.
    private static boolean mayEnter(User user) {
        String stored = PASSWORDS.get(user.name());
        boolean matches = MessageDigest.isEqual(utf8(stored), utf8(user.password()));
        return stored != null && matches;
    }

    private static byte[] utf8(String text) {
        return (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
    }
}
