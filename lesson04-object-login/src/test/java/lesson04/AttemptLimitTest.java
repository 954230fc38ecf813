package lesson04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {

    private static final Instant START = Instant.parse("2025-11-11T08:00:00Z");

    private final Clock clock = mock(Clock.class);
    private final AttemptLimit limit = new AttemptLimit(2, Duration.ofSeconds(60), clock);
    private InetAddress here;

    @BeforeEach
    void start() throws Exception {
        here = InetAddress.ofLiteral("127.0.0.1");
        when(clock.instant()).thenReturn(START);
    }

    @Test
    void thirdAttemptInOneWindowIsRefused() {
        assertThat(limit.tryBegin(here)).isTrue();
        assertThat(limit.tryBegin(here)).isTrue();
        assertThat(limit.tryBegin(here)).isFalse();
    }

    @Test
    void windowEndsAfterItsTimeAndNotBefore() {
        limit.tryBegin(here);
        limit.tryBegin(here);

        when(clock.instant()).thenReturn(START.plusMillis(59_999));
        assertThat(limit.tryBegin(here)).isFalse();
        when(clock.instant()).thenReturn(START.plusSeconds(60));
        assertThat(limit.tryBegin(here)).isTrue();
    }

    @Test
    void successGivesBackItsOwnAttemptOnly() {
        limit.tryBegin(here); // a guess
        limit.tryBegin(here);
        limit.giveBack(here);

        assertThat(limit.tryBegin(here)).isTrue();
        assertThat(limit.tryBegin(here)).isFalse();
    }

    @Test
    void otherAddressIsCountedByItself() throws Exception {
        limit.tryBegin(here);
        limit.tryBegin(here);

        assertThat(limit.tryBegin(InetAddress.ofLiteral("127.0.0.2"))).isTrue();
    }

    @Test
    void addressesOfOneIpv6NetworkAreCountedTogether() throws Exception {
        limit.tryBegin(InetAddress.ofLiteral("2001:db8::1"));
        limit.tryBegin(InetAddress.ofLiteral("2001:db8::2"));

        assertThat(limit.tryBegin(InetAddress.ofLiteral("2001:db8::3"))).isFalse();
        assertThat(limit.tryBegin(InetAddress.ofLiteral("2001:db8:0:1::1"))).isTrue();
    }

    @Test
    void onlySoManyAddressesAreRemembered() throws Exception {
        limit.tryBegin(here);
        limit.tryBegin(here);
        for (int i = 0; i < AttemptLimit.MOST_ADDRESSES; i++) {
            byte[] other = {10, 0, (byte) (i >> 8), (byte) i};
            limit.tryBegin(InetAddress.getByAddress(other));
        }

        assertThat(limit.tryBegin(here)).as("the oldest is forgotten").isTrue();
    }
}
