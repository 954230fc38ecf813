package lesson04;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// The users of the lesson with hashes that are quick to compute, for tests.
final class FastUsers {

    static final int ITERATIONS = 10;

    private FastUsers() {}

    static HashedUsers users() {
        return new HashedUsers(Map.of("小明", hash("secret"), "小红", hash("芝麻开门")), hash("nobody's"));
    }

    static AttemptLimit noLimit() {
        return new AttemptLimit(Integer.MAX_VALUE, Duration.ofDays(1), Clock.systemUTC());
    }

    private static PasswordHash hash(String password) {
        return PasswordHash.of(password, ITERATIONS, new SecureRandom());
    }
}
