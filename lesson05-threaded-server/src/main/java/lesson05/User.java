package lesson05;

import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;

/// Who wants to log in: a name and a password, as they travel from the client to the server.
///
/// `Serializable` lets an [java.io.ObjectOutputStream] write it. The stream names the class and its
/// `serialVersionUID`; both ends must have the same.
///
/// See the Java Object Serialization Specification, chapter 1.
public final class User implements Serializable {

    /// The longest name, in `char`s. A name has at least one.
    static final int LONGEST_NAME = 64;

    /// The longest password, in `char`s.
    static final int LONGEST_PASSWORD = 128;

    @Serial private static final long serialVersionUID = 1L;

    private final String name;
    private final String password;

    /// @throws IllegalArgumentException if the name is empty, or one of them is too long
    User(String name, String password) {
        if (!arePlausible(name, password)) {
            throw new IllegalArgumentException("no name and password of the allowed lengths");
        }
        this.name = name;
        this.password = password;
    }

    private static boolean arePlausible(String name, String password) {
        return name != null
                && password != null
                && !name.isEmpty()
                && name.length() <= LONGEST_NAME
                && password.length() <= LONGEST_PASSWORD;
    }

    String name() {
        return name;
    }

    String password() {
        return password;
    }

    /// Only the name: what `toString` says ends up in logs.
    @Override
    public String toString() {
        return "User[" + SafeText.of(name) + "]";
    }

    // region read-resolve
    /// A stream makes an object without calling its constructor: here the checks come after it.
    @Serial
    private Object readResolve() throws InvalidObjectException {
        if (!arePlausible(name, password)) {
            throw new InvalidObjectException("no name and password of the allowed lengths");
        }
        return this;
    }
    // endregion
}
