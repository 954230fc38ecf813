package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class StallWatchTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final CountDownLatch never = new CountDownLatch(1);

    @Test
    void slowWorkThatGetsOnMayTakeLongerThanThePatience() throws Exception {
        StallWatch watch = new StallWatch(Duration.ofSeconds(1), LONG);

        String result =
                watch.await(
                        "slow work",
                        () -> {
                            for (int step = 0; step < 10; step++) {
                                assertThat(never.await(150, TimeUnit.MILLISECONDS)).isFalse();
                                watch.moved();
                            }
                            return "done";
                        });

        assertThat(result).isEqualTo("done");
    }

    @Test
    void workThatStandsStillIsLeftAndInterrupted() throws Exception {
        StallWatch watch = new StallWatch(Duration.ofMillis(200), LONG);
        CountDownLatch interrupted = new CountDownLatch(1);

        assertThatThrownBy(() ->
                        watch.await(
                                "stuck work",
                                () -> {
                                    try {
                                        never.await();
                                    } catch (InterruptedException _) {
                                        interrupted.countDown();
                                    }
                                    return null;
                                }))
                .isInstanceOf(TimeoutException.class);

        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void workThatAlwaysMovesEndsAtTheLimit() {
        StallWatch watch = new StallWatch(LONG, Duration.ofMillis(300));

        assertThatThrownBy(() ->
                        watch.await(
                                "endless work",
                                () -> {
                                    while (!never.await(10, TimeUnit.MILLISECONDS)) {
                                        watch.moved();
                                    }
                                    return null;
                                }))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void anExceptionOfTheWorkComesThrough() {
        StallWatch watch = new StallWatch(LONG, LONG);

        assertThatThrownBy(() ->
                        watch.await(
                                "failing work",
                                () -> {
                                    throw new IOException("no space left");
                                }))
                .isInstanceOf(IOException.class)
                .hasMessage("no space left");
    }
}
