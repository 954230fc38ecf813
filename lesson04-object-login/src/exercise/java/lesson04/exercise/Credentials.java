package lesson04.exercise;

import java.io.ObjectInputFilter;
import java.io.Serializable;
import java.util.Objects;

/// What a client sends to log in. This class is complete: exercise 4.1 uses it as it is.
///
/// It is a record, and a record that comes out of a stream has been through its constructor: the
/// checks in it hold for strangers too. (For other classes they do not: exercise 4.2.)
///
/// @param name the account, any text
/// @param password the password, as it was typed
public record Credentials(String name, String password) implements Serializable {

    /// What a server lets into a stream of credentials: this class and nothing else. Exercise 4.3
    /// writes such a filter by hand.
    public static final ObjectInputFilter FILTER =
            ObjectInputFilter.Config.createFilter(
                    "maxdepth=2;maxrefs=100;maxarray=0;maxbytes=10000;"
                            + "lesson04.exercise.Credentials;!*");

    /// @throws NullPointerException when one of the two is missing
    public Credentials {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(password, "password");
    }

    /// Without the password: what can be printed ends up in a log.
    @Override
    public String toString() {
        return "Credentials[name=" + name + ", password not shown]";
    }
}
