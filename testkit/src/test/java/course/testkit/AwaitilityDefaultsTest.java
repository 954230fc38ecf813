package course.testkit;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AwaitilityDefaultsTest {

    /// By itself Awaitility fails when any thread of the JVM throws.
    @Test
    void whatAThreadOfTheServerThrowsIsNoReasonToStopWaiting() {
        CountDownLatch looked = new CountDownLatch(1);
        Thread server =
                Thread.ofPlatform()
                        .start(() -> {
                            awaitQuietly(looked);
                            throw new IllegalStateException(
                                    "meant to be seen: nobody waits for this");
                        });

        await().until(() -> {
            looked.countDown();
            return !server.isAlive();
        });
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
