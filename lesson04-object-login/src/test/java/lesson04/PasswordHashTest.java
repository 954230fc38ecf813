package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    private final SecureRandom random = new SecureRandom();

    @ParameterizedTest
    @ValueSource(strings = {"secret", "芝麻开门", "😀", "", " "})
    void onlyTheSamePasswordMatches(String password) {
        PasswordHash hash = PasswordHash.of(password, 10, random);

        assertThat(hash.matches(password)).isTrue();
        assertThat(hash.matches(password + "x")).isFalse();
        assertThat(hash.matches("x")).isFalse();
    }

    /// RFC 7914, section 11: the first 32 of 64 bytes.
    @ParameterizedTest
    @CsvSource({
        "passwd, salt, 1, 55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
        "Password, NaCl, 80000, 4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"
    })
    void keysAreThoseOfTheRfc(String password, String salt, int iterations, String key) {
        byte[] saltBytes = salt.getBytes(StandardCharsets.UTF_8);

        assertThat(PasswordHash.derive(password, saltBytes, iterations))
                .isEqualTo(HexFormat.of().parseHex(key));
    }

    @Test
    void samePasswordHasAnotherHashEachTime() {
        assertThat(hex(PasswordHash.of("secret", 10, random)))
                .isNotEqualTo(hex(PasswordHash.of("secret", 10, random)));
    }

    @Test
    void hashThatIsWrittenDownCanBeReadAgain() {
        String[] hex = hex(PasswordHash.of("secret", 10, random)).split(" ");

        assertThat(hex(PasswordHash.ofHex(hex[0], hex[1]))).isEqualTo(hex[0] + " " + hex[1]);
    }

    @ParameterizedTest
    @CsvSource({"小明, secret", "小红, 芝麻开门"})
    void usersOfTheHardenedServerHaveTheirPasswords(String name, String password) {
        assertThat(HardenedLoginServer.ownUsers().check(new User(name, password))).isTrue();
    }

    @Test
    void toStringTellsNothing() {
        assertThat(PasswordHash.of("secret", 10, random)).hasToString("PasswordHash[not shown]");
        assertThat(new User("小明", "secret")).hasToString("User[小明]");
    }

    /// Processor time, because the other kind depends on what else the machine does.
    @Test
    void unknownNameCostsAsMuchAsAWrongPassword() {
        HashedUsers users =
                new HashedUsers(
                        Map.of("小明", PasswordHash.of("secret", 50_000, random)),
                        PasswordHash.of("nobody's", 50_000, random));
        users.check(new User("小明", "warm up"));

        long known = processorTime(users, new User("小明", "wrong"));
        long unknown = processorTime(users, new User("小刚", "wrong"));

        assertThat((double) unknown / known).isBetween(0.33, 3.0);
    }

    private static long processorTime(HashedUsers users, User user) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        assertThat(users.check(user)).isFalse();
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
    }

    private static String hex(PasswordHash hash) {
        return new String(hash.toHex(), StandardCharsets.UTF_8);
    }
}
