package lesson04.exercise;

import java.text.Normalizer;
import java.util.Locale;

/// A login check that says nothing about who exists: neither by its answer nor by its time.
public final class LoginCheck {

    /// The longest password that is looked at, in `char`s.
    public static final int LONGEST_PASSWORD = 256;

    /// Who has an account.
    public interface UserStore {

        /// The stored password of `name`, for example `pbkdf2$...`; null when there is no such
        /// account.
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

    private final UserStore store;
    private final SlowHash hash;
    private final String decoy;

    /// Keeps both, and has `hash` make the decoy: once, so that no login has to.
    public LoginCheck(UserStore store, SlowHash hash) {
        this.store = store;
        this.hash = hash;
        this.decoy = hash.create("the password of nobody");
    }

    /// Whether `name` has an account and `password` is its password. One question to the store and
    /// one hash, whatever the name is.
    public boolean isRight(String name, String password) {
        if (password.length() > LONGEST_PASSWORD) {
            return false;
        }
        String stored = store.find(canonical(name));
        return hash.matches(password, stored == null ? decoy : stored);
    }

    /// RFC 8265, section 3.3: first the case, then the normalization.
    private static String canonical(String name) {
        return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }
}
