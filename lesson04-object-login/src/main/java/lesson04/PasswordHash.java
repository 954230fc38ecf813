package lesson04;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/// What a server keeps of a password: a random salt, and what PBKDF2 with HMAC-SHA-256 makes of
/// salt and password. Whoever steals it must try passwords one by one, and each try is slow.
///
/// See RFC 8018, 5.2 (PBKDF2).
final class PasswordHash {

    /// The least that OWASP's Password Storage Cheat Sheet asks for with SHA-256, as of 2023.
    static final int ITERATIONS = 600_000;

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private final byte[] salt;
    private final int iterations;
    private final byte[] hash;

    private PasswordHash(byte[] salt, int iterations, byte[] hash) {
        this.salt = salt;
        this.iterations = iterations;
        this.hash = hash;
    }

    /// A hash that was made before, with [#ITERATIONS]; salt and hash in hex.
    static PasswordHash ofHex(String salt, String hash) {
        HexFormat hex = HexFormat.of();
        return new PasswordHash(hex.parseHex(salt), ITERATIONS, hex.parseHex(hash));
    }

    /// A new hash, with a new salt. Slow.
    static PasswordHash of(String password, int iterations, SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(salt, iterations, derive(password, salt, iterations));
    }

    /// Whether this is the hash of the password. Takes as long for a wrong one as for the right
    /// one: `Arrays.equals` would stop at the first byte that differs, `isEqual` goes to the end.
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    /// 32 bytes. As slow as there are iterations.
    static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }

    /// Salt and hash in hex, with a space between: what [#ofHex] takes. Not `toString`, so that no
    /// log gets it by accident.
    byte[] toHex() {
        HexFormat hex = HexFormat.of();
        return (hex.formatHex(salt) + " " + hex.formatHex(hash)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "PasswordHash[not shown]";
    }
}
