package lesson04.exercise;

import java.time.Duration;
import java.time.InstantSource;

/// **Exercise 4.6: Lock out who guesses.** About 35 minutes.
///
/// A slow hash makes one guess expensive. It does not stop somebody who tries the thousand most
/// common passwords. So count the failures of each name, and after some of them look at no password
/// of that name for a while.
///
/// Never ask the machine for the time: no `Instant.now()`, no `System.currentTimeMillis()`. The
/// caller gives you a clock. In a server it is `Clock.systemUTC()`; in the tests it stands still
/// until the test moves it.
public final class LockOut {

    /// What a login is answered.
    public enum Answer {
        OK,
        FAILED,
        LOCKED
    }

    /// Who knows the passwords, for example the check of exercise 4.5.
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

    /// Remembers nobody yet.
    public LockOut(UserStore store, InstantSource clock, Rules rules) {
        throw new UnsupportedOperationException(
                "Keep all three, and make a map from a name to its attempts.");
    }

    /// Tries to log in. Several threads may call it at once. Blocks while the store works.
    ///
    /// - A name that is locked is `LOCKED`, and the store is not asked, even if the password is
    ///   right.
    /// - Else the attempt is counted *before* the store is asked. If the store says yes: `OK`, and
    ///   the name is forgotten, with its count. If it says no: `FAILED`, and the count stays.
    /// - The attempt that makes it `limit` within `window` is still tried, and locks the name from
    ///   now until `lock` later. At that moment the name is open again, and its count starts at 0.
    ///   Attempts while it is locked change nothing.
    /// - An attempt that is as old as `window`, or older, does not count any more.
    /// - A name counts as one however it is typed: lower case (`Locale.ROOT`), then Unicode NFC
    ///   ([java.text.Normalizer]). The store is given the name in this form.
    /// - At most `capacity` names are remembered. When one more comes, the name whose last attempt
    ///   is longest ago is forgotten. (An attempt while locked may count as an attempt here or
    ///   not.)
    /// - While the store works for one login, others go on: no lock is held during that call.
    /// - What the store throws passes on.
    /// - The password is not printed or logged.
    public Answer login(String name, String password) {
        throw new UnsupportedOperationException(
                "Count the attempt, ask the store, and forget the count if it says yes.");
    }
}
