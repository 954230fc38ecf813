package lesson04;

import java.io.PrintStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds out who has an account, from outside: with a wrong password and a stopwatch. The login
/// check that it asks gives the same answer to everybody, but stops at an unknown name.
public final class WhoExists {

    private static final String USAGE =
            """
            Usage: WhoExists [NAME ...]
            Asks a login check that stops at an unknown name, and says by the time who has an account.
            Default: alice, bob and 王小明. Two of them have an account.
            Example: ./course run lesson04 WhoExists alice bob
            """;

    private static final int MOST_NAMES = 20;
    private static final int TRIES = 3;
    private static final int ROUNDS = 30_000;

    /// A name without an account answers many hundred times as fast: no need to look closely.
    private static final int MUCH = 20;

    private static final byte[] SALT = new byte[16];

    private final Map<String, byte[]> accounts = new HashMap<>();

    private WhoExists() {
        // Salt and password do not matter here: nobody is meant to get in.
        accounts.put("alice", hash("alice's password"));
        accounts.put("王小明", hash("another password"));
    }

    /// Starts the program; see [#run].
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program and returns its exit status.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return new Program(USAGE, MOST_NAMES)
                .run(
                        args,
                        out,
                        err,
                        arguments -> {
                            List<String> names =
                                    args.length == 0
                                            ? List.of("alice", "bob", "王小明")
                                            : arguments.texts(0, "");
                            new WhoExists().measure(names, out);
                            return Program.DONE;
                        });
    }

    private void measure(List<String> names, PrintStream out) {
        long known = shortest("alice").toNanos();
        for (String name : names) {
            Duration time = shortest(name);
            String verdict = time.toNanos() > known / MUCH ? "has an account" : "has none";
            out.printf(
                    "%s: the answer is %s, after %d ms. %s %s.%n",
                    SafeText.of(name),
                    isRight(name, "guess"),
                    time.toMillis(),
                    SafeText.of(name),
                    verdict);
        }
    }

    /// The shortest of some tries: what is longer was held up by something else.
    private Duration shortest(String name) {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            isRight(name, "guess");
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return Duration.ofNanos(shortest);
    }

    private boolean isRight(String name, String password) {
        byte[] stored = accounts.get(name);
        if (stored == null) {
            return false;
        }
        return MessageDigest.isEqual(stored, hash(password));
    }

    private static byte[] hash(String password) {
        return PasswordHash.derive(password, SALT, ROUNDS);
    }
}
