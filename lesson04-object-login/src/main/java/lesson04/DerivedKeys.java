package lesson04;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;

/// Shows on what the result of PBKDF2 depends: the password, the salt and the iterations. And what
/// the iterations cost.
///
/// See RFC 8018, 5.2.
public final class DerivedKeys {

    private static final int SHOWN_BYTES = 8;
    private static final int[] ITERATIONS = {1, 10_000, 600_000};
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: DerivedKeys [password]
                    Prints what PBKDF2 makes of it, with two salts. Default: 密码.
                    What you give is shown: do not give it a password that you use.
                    Example: ./course run lesson04 DerivedKeys 密码
                    """,
                    1);

    private DerivedKeys() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args, out, err, arguments -> show(arguments.text(0, "password", "密码"), out));
    }

    private static int show(String password, PrintStream out) {
        out.println("salt    iterations  the first 8 of 32 bytes  time");
        for (String salt : new String[] {"salt-1", "salt-2"}) {
            for (int iterations : ITERATIONS) {
                long start = System.nanoTime();
                byte[] key =
                        PasswordHash.derive(
                                password, salt.getBytes(StandardCharsets.UTF_8), iterations);
                long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                String hex = HexFormat.ofDelimiter(" ").formatHex(key, 0, SHOWN_BYTES);
                out.println("%s  %10d  %s  %d ms".formatted(salt, iterations, hex, millis));
            }
        }
        return Program.DONE;
    }
}
