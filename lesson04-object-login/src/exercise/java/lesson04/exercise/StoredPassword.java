package lesson04.exercise;

import java.security.SecureRandom;

/// **Exercise 4.4: Store passwords so that a thief gets none.** About 30 minutes.
///
/// What a server keeps of a password, as one line of text. For the password `secret` it may be
/// (in one line):
///
///     pbkdf2$sha256$600000$MDEyMzQ1Njc4OWFiY2RlZg==
///           $4g9HTnYDIE/3nIyt314iyNSrtzOj+Tg2hP6i9f21K/k=
///
/// There are five parts with a `$` between them:
///
/// | part | what it is |
/// |---|---|
/// | `pbkdf2` | the method (RFC 8018, section 5.2) |
/// | `sha256` | the hash function in it: HMAC-SHA-256 |
/// | `600000` | the iterations, in decimal digits |
/// | salt | random bytes in Base64 ([java.util.Base64#getEncoder]) |
/// | hash | 32 bytes in Base64 |
///
/// The JDK does the calculation: `SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")` and
/// [javax.crypto.spec.PBEKeySpec]. It takes the password's characters as UTF-8 bytes.
///
/// A password is a `char[]` here, not a `String`: an array can be overwritten after its use.
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

    private StoredPassword() {}

    /// Makes the text to be stored, with a new salt: two users with one password get two texts.
    ///
    /// @param password is filled with zeros (`'\0'`) when this method returns or throws
    /// @param iterations how often the hash is calculated, 1 to [#MOST_ITERATIONS]
    /// @param random where the salt comes from: [SecureRandom#nextBytes]
    /// @throws IllegalArgumentException when `iterations` is out of range
    public static String store(char[] password, int iterations, SecureRandom random) {
        throw new UnsupportedOperationException(
                "Take a salt from random, then derive the hash from the password.");
    }

    /// Whether `password` is the one from which `stored` was made. Salt and iterations are those of
    /// the text: so old texts stay valid when the program takes more iterations for new ones.
    ///
    /// Compares with [java.security.MessageDigest#isEqual], which looks at all bytes, whether the
    /// first one differs or the last.
    ///
    /// @param password is filled with zeros (`'\0'`) when this method returns or throws
    /// @throws IllegalArgumentException with the message [#MALFORMED] when `stored` does not have
    ///   exactly the five parts of the table: another method, a number that is not made of the
    ///   digits 0 to 9 alone or is out of range, no Base64, a salt of 0 or more than 64 bytes, a
    ///   hash of another length, anything behind it
    public static boolean matches(char[] password, String stored) {
        throw new UnsupportedOperationException(
                "Split the stored text into its five parts and check each of them.");
    }
}
