package lesson04.exercise;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/// An account, version 2: it has a language, and its password does not travel any more. It reads
/// the streams of version 1.
public final class Account implements Serializable {

    /// The language of an account that was written before there were languages.
    public static final String DEFAULT_LANGUAGE = "zh";

    /// The number that version 1 was given, because it declared none.
    private static final long serialVersionUID = 7340126480902033514L;

    private final String name;
    private final String password;
    private final int failures;

    /// Not final: a stream of version 1 leaves it empty, and then it is filled after reading.
    private String language;

    /// A new account.
    ///
    /// @param failures how often somebody has tried a wrong password, 0 or more
    /// @throws IllegalArgumentException when `failures` is negative, or `name` or `language` is
    ///   `null`
    public Account(String name, String password, int failures, String language) {
        if (name == null || failures < 0 || language == null) {
            throw new IllegalArgumentException("an account needs a name, failures and a language");
        }
        this.name = name;
        this.password = password;
        this.failures = failures;
        this.language = language;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        if (language == null) {
            language = DEFAULT_LANGUAGE;
        }
        if (name == null || failures < 0) {
            throw new InvalidObjectException("an account needs a name and failures");
        }
    }

    /// The name; never `null`.
    public String name() {
        return name;
    }

    /// The password, or `null` when this account was read from a stream.
    public String password() {
        return password;
    }

    /// How often somebody has tried a wrong password; never negative.
    public int failures() {
        return failures;
    }

    /// The language; never `null`.
    public String language() {
        return language;
    }

    /// The name, for a log. The password is not part of it.
    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
