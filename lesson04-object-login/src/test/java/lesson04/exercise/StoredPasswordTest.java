package lesson04.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Few iterations, so that the tests are fast. Whether the bytes are compared with
/// `MessageDigest.isEqual` no test can see: the difference is a matter of nanoseconds.
@Exercise(
        number = "4.4",
        title = "Store passwords so that a thief gets none",
        points = 15,
        of = StoredPassword.class)
class StoredPasswordTest {

    private static final int FEW = 10;
    private static final String SALT = "MDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String HASH = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String FORM_RULE =
            "The form is pbkdf2$sha256$iterations$salt$hash: five parts, salt and hash in Base64.";

    private final Trace trace = new Trace();

    /// A source of chance that writes down what it gave.
    private static final class Recorded extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private String given = "";

        @Override
        public void nextBytes(byte[] bytes) {
            super.nextBytes(bytes);
            given += HexFormat.of().formatHex(bytes);
        }
    }

    @Test
    void theStoredTextHasFiveParts() {
        String[] parts = partsOf(store("secret"));

        trace.equal("the method", "pbkdf2", parts[0], FORM_RULE);
        trace.equal("the hash function", "sha256", parts[1], FORM_RULE);
        trace.equal("the iterations", "10", parts[2], FORM_RULE);
        trace.equal("bytes of salt", StoredPassword.SALT_BYTES, base64(parts[3]).length, FORM_RULE);
        trace.equal("bytes of hash", StoredPassword.HASH_BYTES, base64(parts[4]).length, FORM_RULE);
    }

    @Test
    void theSaltComesFromTheSourceOfChance() {
        Recorded random = new Recorded();

        String stored =
                trace.call("store", () -> StoredPassword.store(chars("secret"), FEW, random));

        trace.equal(
                "the salt",
                random.given,
                HexFormat.of().formatHex(base64(partsOf(stored)[3])),
                "The 16 bytes that random.nextBytes has given, and no others.");
    }

    @Test
    void equalPasswordsGetDifferentTexts() {
        String first = store("secret");
        String second = store("secret");

        trace.check(
                "the two texts differ",
                !first.equals(second),
                "Both are "
                        + first
                        + ". Whoever sees the store sees that two users have the same password,"
                        + " and can look it up in a table made beforehand. A salt is new for each"
                        + " password.");
    }

    /// RFC 7914, section 11: the first 32 bytes of each (a longer hash begins with the same ones).
    @ParameterizedTest
    @CsvSource({
        "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
        "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
    })
    void theHashIsThatOfTheRfc(String password, String salt, int iterations, String hash) {
        String stored = text(iterations, Bytes.utf8(salt), HexFormat.of().parseHex(hash));

        checkMatches(
                true,
                password,
                stored,
                "This is a test vector of RFC 7914, section 11. The algorithm is"
                        + " PBKDF2WithHmacSHA256, the key has 256 bits, salt and iterations are"
                        + " those of the text.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"密码", "пароль", "é", "😀", "a b", "x"})
    void aPasswordIsItsUtf8Bytes(String password) throws Exception {
        byte[] salt = Bytes.utf8("0123456789abcdef");

        checkMatches(
                true,
                password,
                text(3, salt, derivedByHand(Bytes.utf8(password), salt, 3)),
                "The hash is calculated from the UTF-8 bytes of the password. Give the characters"
                        + " to PBEKeySpec as they are.");
    }

    @ParameterizedTest
    @CsvSource({
        "secret, secret, true",
        "密码, 密码, true",
        "secret, Secret, false",
        "secret, secret1, false",
        "secret, '', false",
        "密码, 密玛, false"
    })
    void whatIsStoredMatchesThePasswordAndNoOther(String stored, String tried, boolean matches) {
        checkMatches(matches, tried, store(stored), "The text was made from \"" + stored + "\".");
    }

    @Test
    void theSaltAndIterationsAreThoseOfTheText() {
        byte[] hash = base64(partsOf(store("secret"))[4]);

        checkMatches(
                false,
                "secret",
                text(FEW, Bytes.utf8("another salt"), hash),
                "The salt of the text is another one.");
        checkMatches(
                false,
                "secret",
                text(FEW + 1, Bytes.utf8("another salt"), hash),
                "The iterations of the text are other ones.");
    }

    @ParameterizedTest
    @CsvSource({"0", "31"})
    void aHashThatDiffersInOneByteIsAnotherOne(int index) throws Exception {
        byte[] salt = Bytes.utf8("salt");
        byte[] hash = derivedByHand(Bytes.utf8("secret"), salt, FEW);
        hash[index] ^= 1;

        checkMatches(
                false,
                "secret",
                text(FEW, salt, hash),
                "Byte " + index + " of the hash differs. All 32 count.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$$$$",
                "pbkdf2$sha256$10$SALT",
                "pbkdf2$sha256$10$SALT$",
                "pbkdf2$sha256$10$$HASH",
                "pbkdf2$sha256$10$SALT$HASH$",
                "pbkdf2$sha256$10$SALT$HASH$x",
                "$pbkdf2$sha256$10$SALT$HASH",
                "bcrypt$sha256$10$SALT$HASH",
                "pbkdf2$sha1$10$SALT$HASH",
                "pbkdf2$sha256$$SALT$HASH",
                "pbkdf2$sha256$ten$SALT$HASH",
                "pbkdf2$sha256$0$SALT$HASH",
                "pbkdf2$sha256$-1$SALT$HASH",
                "pbkdf2$sha256$+10$SALT$HASH",
                "pbkdf2$sha256$ 10$SALT$HASH",
                "pbkdf2$sha256$99999999999$SALT$HASH",
                "pbkdf2$sha256$10$SA*T$HASH",
                "pbkdf2$sha256$10$SALT$密码"
            })
    void aTextOfAnotherFormIsRefused(String template) {
        checkMalformed(template.replace("SALT", SALT).replace("HASH", HASH), FORM_RULE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 31, 33, 64})
    void aHashOfAnotherLengthIsRefused(int length) throws Exception {
        byte[] salt = Bytes.utf8("salt");
        byte[] derived = derivedByHand(Bytes.utf8("secret"), salt, FEW);

        checkMalformed(
                text(FEW, salt, Arrays.copyOf(derived, length)),
                "The hash has "
                        + length
                        + " bytes. It has to have 32: one byte alone would be right for every 256th"
                        + " password.");
    }

    @Test
    void aSaltThatIsTooLongIsRefused() {
        checkMalformed(text(FEW, new byte[65], new byte[32]), "A salt has 1 to 64 bytes.");
    }

    /// Only one more, so that a wrong answer is busy for seconds and not for an hour: nothing can
    /// interrupt it. On a slow machine that is a hang report, so the step's name has the rule.
    @Test
    void moreIterationsThanTheLimitAreRefused() {
        String stored = text(StoredPassword.MOST_ITERATIONS + 1, Bytes.utf8("salt"), new byte[32]);

        trace.throwsA(
                IllegalArgumentException.class,
                "match against a text with one iteration more than MOST_ITERATIONS",
                "With 2147483647 iterations the thread would be busy for many minutes. Look at the"
                        + " number before you calculate.",
                () -> StoredPassword.matches(chars("secret"), stored));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, StoredPassword.MOST_ITERATIONS + 1})
    void storeRefusesIterationsOutOfRange(int iterations) {
        char[] password = chars("secret");

        trace.throwsA(
                IllegalArgumentException.class,
                "store with " + iterations + " iterations",
                "Allowed are 1 to MOST_ITERATIONS. What store makes, matches must be able to read.",
                () -> StoredPassword.store(password, iterations, new SecureRandom()));

        checkCleared(password);
    }

    @Test
    void thePasswordIsOverwrittenAfterItsUse() {
        char[] stored = chars("secret");
        String text =
                trace.call("store", () -> StoredPassword.store(stored, FEW, new SecureRandom()));
        checkCleared(stored);

        for (String tried : new String[] {"secret", "wrong!"}) {
            char[] password = chars(tried);
            trace.call("match \"" + tried + "\"", () -> StoredPassword.matches(password, text));
            checkCleared(password);
        }
    }

    @Test
    void thePasswordIsOverwrittenWhenSomethingIsThrown() {
        char[] password = chars("secret");

        trace.throwsA(
                IllegalArgumentException.class,
                "match against a text of another form",
                FORM_RULE,
                () -> StoredPassword.matches(password, "nonsense"));

        checkCleared(password);
    }

    @Test
    void neitherAPasswordNorAHashIsPrintedOrLogged() {
        try (Overheard overheard = new Overheard()) {
            String stored = store("wonderland");
            for (String tried : new String[] {"wonderland", "a secret guess"}) {
                trace.call("match", () -> StoredPassword.matches(chars(tried), stored));
            }
            trace.throwsA(
                    IllegalArgumentException.class,
                    "match against a text of another form",
                    FORM_RULE,
                    () -> StoredPassword.matches(chars("wonderland"), stored + "$"));

            String[] parts = partsOf(stored);
            overheard.checkSilentAbout(trace, "wonderland", "a secret guess", parts[3], parts[4]);
        }
    }

    private String store(String password) {
        return trace.call(
                "store \"" + password + "\" with " + FEW + " iterations",
                () -> StoredPassword.store(chars(password), FEW, new SecureRandom()));
    }

    private void checkMatches(boolean expected, String password, String stored, String why) {
        boolean actual =
                trace.call(
                        "match \"" + password + "\" against " + stored,
                        () -> StoredPassword.matches(chars(password), stored));
        trace.equal("the answer", expected, actual, why);
    }

    private void checkMalformed(String stored, String why) {
        IllegalArgumentException thrown =
                trace.throwsA(
                        IllegalArgumentException.class,
                        "match \"secret\" against \"" + stored + "\"",
                        why,
                        () -> StoredPassword.matches(chars("secret"), stored));
        trace.equal(
                "the message",
                StoredPassword.MALFORMED,
                thrown.getMessage(),
                "It is the same for every such text, and nothing of the text is in it: it could"
                        + " be a real hash, and messages end up in logs.");
    }

    private void checkCleared(char[] password) {
        trace.check(
                "the password is overwritten",
                new String(password).equals("\0".repeat(password.length)),
                "The characters are still in the array: "
                        + new String(password)
                        + ". Whoever gets a dump of the memory can read them. Overwrite them in a"
                        + " finally block.");
    }

    private static char[] chars(String text) {
        return text.toCharArray();
    }

    private String[] partsOf(String stored) {
        String[] parts = stored.split("\\$", -1);
        trace.equal("the number of parts of " + stored, 5, parts.length, FORM_RULE);
        return parts;
    }

    private byte[] base64(String text) {
        return trace.call(
                "read \"" + text + "\" as Base64", () -> Base64.getDecoder().decode(text));
    }

    private static String text(int iterations, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder();
        return "pbkdf2$sha256$%d$%s$%s"
                .formatted(iterations, base64.encodeToString(salt), base64.encodeToString(hash));
    }

    /// RFC 8018, section 5.2, for one block, without the JDK's own implementation.
    private static byte[] derivedByHand(byte[] password, byte[] salt, int iterations)
            throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(password, "HmacSHA256"));
        mac.update(salt);
        byte[] u = mac.doFinal(Bytes.of("00 00 00 01"));
        byte[] sum = u.clone();
        for (int i = 1; i < iterations; i++) {
            u = mac.doFinal(u);
            for (int k = 0; k < sum.length; k++) {
                sum[k] ^= u[k];
            }
        }
        return sum;
    }
}
