package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetransmissionTimerTest {

    private final RetransmissionTimer timer = new RetransmissionTimer();

    @Test
    void beginsWithOneSecond() {
        assertThat(timer.timeOut()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theFirstSampleGivesThreeTimesItself() {
        timer.sample(Duration.ofMillis(400));

        assertThat(timer.timeOut()).isEqualTo(Duration.ofMillis(1_200));
    }

    @Test
    void laterSamplesCountByTheWeightsOfTheRfc() {
        timer.sample(Duration.ofMillis(400));
        timer.sample(Duration.ofMillis(800));

        // RTTVAR = 3/4 * 200 + 1/4 * |400 - 800|, with the old SRTT; SRTT = 7/8 * 400 + 1/8 * 800
        assertThat(timer.variation()).isEqualTo(Duration.ofMillis(250));
        assertThat(timer.smoothed()).isEqualTo(Duration.ofMillis(450));
        assertThat(timer.timeOut()).isEqualTo(Duration.ofMillis(1_450));
    }

    @Test
    void backingOffDoublesUpToTheHighest() {
        for (int i = 0; i < 100; i++) {
            timer.backOff();
        }

        assertThat(timer.timeOut()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aSampleEndsTheBackOff() {
        timer.sample(Duration.ofMillis(100));
        timer.backOff();
        timer.backOff();
        timer.sample(Duration.ofMillis(100));

        assertThat(timer.timeOut()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void neverGoesBelowTheLowest() {
        for (int i = 0; i < 100; i++) {
            timer.sample(Duration.ofNanos(1_000));
        }

        assertThat(timer.timeOut()).isEqualTo(Duration.ofMillis(20));
    }
}
