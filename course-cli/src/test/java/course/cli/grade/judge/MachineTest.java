package course.cli.grade.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who works when. Each worker says its name when it begins, and works until it is let go.
@Timeout(20)
class MachineTest {

    private static final int ENOUGH = 100;

    private final Machine machine = new Machine(2);
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final Semaphore letGo = new Semaphore(0);

    @AfterEach
    void end() {
        letGo.release(ENOUGH);
    }

    @Test
    void noMoreWorkSideBySideThanThereAreJobs() throws Exception {
        shared("first");
        shared("second");
        Thread third = shared("third");

        assertThat(next() + next()).contains("first", "second");
        awaitThatWaits(third);
        assertThat(begun).isEmpty();
        letGo.release();
        assertThat(next()).isEqualTo("third");
    }

    @Test
    void othersBeginWhileOneWaitsToBeAlone() throws Exception {
        shared("first");
        assertThat(next()).isEqualTo("first");
        awaitThatWaits(alone("alone"));

        shared("second");

        assertThat(next()).isEqualTo("second");
        letGo.release(2);
        assertThat(next()).isEqualTo("alone");
    }

    @Test
    void allWhoWaitToBeAloneHaveTheirTurnBeforeTheNextBegins() throws Exception {
        shared("first");
        assertThat(next()).isEqualTo("first");
        awaitThatWaits(alone("alone"));
        letGo.release();
        assertThat(next()).isEqualTo("alone");
        awaitThatWaits(shared("late"));
        awaitThatWaits(alone("alone too"));

        letGo.release();

        assertThat(next()).isEqualTo("alone too");
        assertThat(begun).isEmpty();
        letGo.release();
        assertThat(next()).isEqualTo("late");
    }

    @Test
    void nobodyBeginsWhenManyWaitToBeAlone() throws Exception {
        shared("first");
        assertThat(next()).isEqualTo("first");
        for (int i = 0; i < Machine.MOST_WAITING; i++) {
            awaitThatWaits(alone("alone"));
        }

        awaitThatWaits(shared("late"));

        assertThat(begun).isEmpty();
        letGo.release(1 + Machine.MOST_WAITING);
        for (int i = 0; i < Machine.MOST_WAITING; i++) {
            assertThat(next()).isEqualTo("alone");
        }
        assertThat(next()).isEqualTo("late");
    }

    @Test
    void whoIsInterruptedWhileWaitingHoldsNobodyUp() throws Exception {
        shared("first");
        assertThat(next()).isEqualTo("first");
        Thread waiting = alone("alone");
        awaitThatWaits(waiting);

        waiting.interrupt();
        waiting.join();
        letGo.release();
        shared("second");

        assertThat(next()).isEqualTo("second");
    }

    private Thread shared(String name) {
        return start(() -> machine.shared(() -> work(name)));
    }

    private Thread alone(String name) {
        return start(() -> machine.alone(() -> work(name)));
    }

    private String work(String name) throws InterruptedException {
        begun.add(name);
        letGo.acquire();
        return name;
    }

    private static Thread start(Machine.Work<String> work) {
        return Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        work.done();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException _) {
                        return; // as the test wants it
                    }
                });
    }

    private String next() throws InterruptedException {
        return begun.poll(10, TimeUnit.SECONDS);
    }

    private static void awaitThatWaits(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }
}
