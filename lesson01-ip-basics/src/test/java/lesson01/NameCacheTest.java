package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class NameCacheTest {

    private final Terminal terminal = new Terminal();

    @Test
    void theJvmAnswersFromItsCacheUnlessItIsOff() {
        assertThat(terminal.run(NameCache::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "the hosts file says      first answer  second answer  the JVM's cache",
                        "192.0.2.1, 192.0.2.2     192.0.2.1     192.0.2.1      remembers (30 s)",
                        "192.0.2.1, 192.0.2.2     192.0.2.1     192.0.2.2      networkaddress.cache.ttl=0",
                        "nothing, 192.0.2.2       unknown       unknown        remembers (10 s)",
                        "nothing, 192.0.2.2       unknown       192.0.2.2      networkaddress.cache.negative.ttl=0");
    }

    @Test
    void anArgumentIsOneLine() {
        assertThat(terminal.run(NameCache::run, "x")).isEqualTo(2);
        assertThat(terminal.error()).startsWith("Unknown argument \"x\"");
    }
}
