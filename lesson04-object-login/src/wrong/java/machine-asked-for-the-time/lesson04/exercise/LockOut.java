package lesson04.exercise;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Looks at no password of a name for a while after too many failures.
public final class LockOut {

    /// What a login is answered.
    public enum Answer {
        OK,
        FAILED,
        LOCKED
    }

    /// Who knows the passwords.
    public interface UserStore {

        /// Whether this is the password of this name. Slow: it computes a hash. Several threads may
        /// call it at once.
        boolean isRight(String name, String password);
    }

    /// When a name is locked, and how many are remembered.
    ///
    /// @param limit so many failures lock a name
    /// @param window within this time
    /// @param lock for so long
    /// @param capacity so many names are remembered at most
    public record Rules(int limit, Duration window, Duration lock, int capacity) {}

    private final UserStore store;
    private final InstantSource clock;
    private final Rules rules;

    /// The name whose last attempt is longest ago comes first. Guarded by `this`.
    private final Map<String, Attempts> remembered = new LinkedHashMap<>(16, 0.75f, true);

    /// Remembers nobody yet.
    public LockOut(UserStore store, InstantSource clock, Rules rules) {
        this.store = store;
        this.clock = clock;
        this.rules = rules;
    }

    /// Tries to log in. Several threads may call it at once. Blocks while the store works.
    public Answer login(String name, String password) {
        String canonical = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        if (!begin(canonical)) {
            return Answer.LOCKED;
        }
        // No lock is held here: one slow hash must not hold up all other logins.
        if (!store.isRight(canonical, password)) {
            return Answer.FAILED;
        }
        forget(canonical);
        return Answer.OK;
    }

    /// Counts an attempt before its outcome is known. If it were counted afterwards, a stranger
    /// with two hundred connections would have two hundred guesses before the first one counts.
    private synchronized boolean begin(String name) {
        boolean allowed =
                remembered.computeIfAbsent(name, _ -> new Attempts()).begin(Instant.now(), rules);
        if (remembered.size() > rules.capacity()) {
            remembered.remove(remembered.keySet().iterator().next());
        }
        return allowed;
    }

    private synchronized void forget(String name) {
        remembered.remove(name);
    }

    /// The attempts of one name that have not (yet) ended well.
    private static final class Attempts {

        private final Deque<Instant> times = new ArrayDeque<>();
        private Instant lockedUntil = Instant.MIN;

        boolean begin(Instant now, Rules rules) {
            if (now.isBefore(lockedUntil)) {
                return false;
            }
            times.removeIf(time -> !time.isAfter(now.minus(rules.window())));
            times.add(now);
            if (times.size() >= rules.limit()) {
                times.clear();
                lockedUntil = now.plus(rules.lock());
            }
            return true;
        }
    }
}
