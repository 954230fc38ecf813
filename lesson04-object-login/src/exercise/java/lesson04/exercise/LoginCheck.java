package lesson04.exercise;

/// **Exercise 4.5: Say nothing about who exists.** About 20 minutes.
///
/// A stranger has a list of names and wants to know which of them have an account. A server must
/// not tell: "no such user" and "wrong password" are the same answer. But the time is an answer
/// too. A server that stops at an unknown name answers in a microsecond, and one that computes a
/// slow hash needs a tenth of a second.
///
/// So do the same work for an unknown name: compare the password with a stored password that
/// belongs to nobody, a **decoy**.
public final class LoginCheck {

    /// The longest password that is looked at, in `char`s.
    public static final int LONGEST_PASSWORD = 256;

    /// Who has an account.
    public interface UserStore {

        /// The stored password of `name`, for example `pbkdf2$...`; null when there is no such
        /// account. The names in the store are in the form that [#isRight] describes.
        String find(String name);
    }

    /// A password hash that is slow on purpose. Each call of each method computes one hash.
    public interface SlowHash {

        /// What to store for `password`: with a new salt and today's parameters.
        String create(String password);

        /// Whether `password` is the one that `stored` was made from. A text that `create` has not
        /// made is refused at once, without a computation.
        boolean matches(String password, String stored);
    }

    /// Keeps both, and has `hash` make the decoy: once, so that no login has to.
    public LoginCheck(UserStore store, SlowHash hash) {
        throw new UnsupportedOperationException(
                "Keep the store and the hash, and let the hash create a decoy.");
    }

    /// Whether `name` has an account and `password` is its password. Blocks while the hash is
    /// computed.
    ///
    /// - For every name the store is asked once and one hash is computed, with the same parameters:
    ///   whether the name is known, unknown or empty.
    /// - A decoy opens nothing. An unknown name is refused whatever the password is.
    /// - The name may be typed in other letters. Ask the store for the name in lower case
    ///   ([String#toLowerCase(java.util.Locale)] with `Locale.ROOT`) and in the Unicode
    ///   normalization form NFC ([java.text.Normalizer]): `ZOË` is `zoë`, with `Ë` as one character
    ///   or as two. RFC 8265, section 3.3, wants this of names, and a little more.
    /// - The password is taken as it is.
    /// - A password longer than [#LONGEST_PASSWORD] is refused before the store is asked and before
    ///   any hash, for every name.
    /// - What the store throws passes on: a store that is out of order is not a wrong password.
    /// - Neither the password nor a hash is printed or logged.
    public boolean isRight(String name, String password) {
        throw new UnsupportedOperationException(
                "Ask the store, and compare the password with what it has or with the decoy.");
    }
}
