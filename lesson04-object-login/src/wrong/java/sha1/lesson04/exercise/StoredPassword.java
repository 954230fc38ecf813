package lesson04.exercise;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What a server keeps of a password: `pbkdf2$sha256$iterations$salt$hash`, salt and hash in
/// Base64.
public final class StoredPassword {

    /// How many bytes of salt a new password gets. A stored one may have 1 to 64.
    public static final int SALT_BYTES = 16;

    /// How many bytes the hash has, always.
    public static final int HASH_BYTES = 32;

    /// More iterations than this are refused: whoever writes into the store must not be able to
    /// keep the server busy for hours.
    public static final int MOST_ITERATIONS = 1_000_000;

    /// The message of every [IllegalArgumentException] about a stored text. It is always the same,
    /// and nothing of the text is in it: what stands in an exception ends up in a log.
    public static final String MALFORMED = "this is no stored password of this program";

    private static final int LONGEST_SALT = 64;
    private static final Pattern STORED =
            Pattern.compile("pbkdf2\\$sha256\\$([0-9]{1,7})\\$([^$]{1,100})\\$([^$]{1,100})");

    private StoredPassword() {}

    /// Makes the text to be stored, with a new salt.
    ///
    /// @param password is filled with zeros when this method returns or throws
    /// @param iterations how often the hash is calculated, 1 to [#MOST_ITERATIONS]
    /// @param random where the salt comes from
    /// @throws IllegalArgumentException when `iterations` is out of range
    public static String store(char[] password, int iterations, SecureRandom random) {
        try {
            check(iterations >= 1 && iterations <= MOST_ITERATIONS, "iterations out of range");
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            Base64.Encoder base64 = Base64.getEncoder();
            return "pbkdf2$sha256$"
                    + iterations
                    + "$"
                    + base64.encodeToString(salt)
                    + "$"
                    + base64.encodeToString(derive(password, salt, iterations));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /// Whether `password` is the one from which `stored` was made.
    ///
    /// @param password is filled with zeros when this method returns or throws
    /// @throws IllegalArgumentException with the message [#MALFORMED] when `stored` is no text of
    ///   this form
    public static boolean matches(char[] password, String stored) {
        try {
            Matcher parts = STORED.matcher(stored);
            check(parts.matches(), MALFORMED);
            int iterations = Integer.parseInt(parts.group(1));
            check(iterations >= 1 && iterations <= MOST_ITERATIONS, MALFORMED);
            byte[] salt = bytes(parts.group(2));
            check(salt.length >= 1 && salt.length <= LONGEST_SALT, MALFORMED);
            byte[] hash = bytes(parts.group(3));
            // A shorter hash would be matched by many passwords.
            check(hash.length == HASH_BYTES, MALFORMED);
            return MessageDigest.isEqual(hash, derive(password, salt, iterations));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static byte[] derive(char[] password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password, salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException _) {
            // The decoder's message names a character of the text.
            throw new IllegalArgumentException(MALFORMED);
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
