package lesson05.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "5.1",
        title = "Count visitors without losing one",
        points = 10,
        of = GuestBook.class)
class GuestBookTest {

    private static final int CROWD = 4;

    private static final String LOST =
            "Two threads read the same number before either of them wrote: an update is lost."
                    + " Between reading and writing nobody may come in. Either one lock around both,"
                    + " the same lock for all who write, or one step of the cell that does both.";

    private final Trace trace = new Trace();
    private final LockStep steps = new LockStep();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private SteppedCell visitors = new SteppedCell(steps, 0);
    private SteppedCell present = new SteppedCell(steps, 0);
    private SteppedCell most = new SteppedCell(steps, 0);

    @Test
    void countsOneVisitorAfterTheOther() {
        GuestBook book = open(lines::add);

        checkNumber(1, enter(book, "127.0.0.1:50001"));
        checkNumber(2, enter(book, "[::1]:50002"));
        trace.run("one of them leaves", book::leave);
        checkNumber(3, enter(book, "127.0.0.1:50003"));

        trace.equal(
                "the lines",
                List.of(
                        "Visitor 1 from 127.0.0.1:50001",
                        "Visitor 2 from [::1]:50002",
                        "Visitor 3 from 127.0.0.1:50003"),
                List.copyOf(lines),
                "Each visitor gives one line: its number and its address.");
        checkCells(3, 2, 2);
    }

    @Test
    void goesOnFromWhatTheCellsHold() {
        visitors = new SteppedCell(steps, 41);
        present = new SteppedCell(steps, 5);
        most = new SteppedCell(steps, 9);
        GuestBook book = open(lines::add);

        checkNumber(42, enter(book, "127.0.0.1:50001"));

        checkCells(42, 6, 9);
    }

    @ParameterizedTest(name = "each of them {0} steps later")
    @ValueSource(ints = {0, 1, 2, 3})
    void noneOfManyIsLostWhenTheyComeAtTheSameTime(int lag) {
        GuestBook book = open(lines::add);

        List<Integer> numbers =
                trace.call(
                        CROWD + " visitors come at the same time, each on a thread of its own",
                        () -> steps.run(lag, arrivals(book)));

        checkNumbers(1, numbers);
        checkCells(CROWD, CROWD, CROWD);
        checkLines(numbers);
    }

    @ParameterizedTest(name = "each of them {0} steps later")
    @ValueSource(ints = {0, 1, 2, 3})
    void comingAndGoingAtTheSameTimeLosesNobody(int lag) {
        GuestBook book = open(lines::add);
        for (int i = 1; i <= CROWD; i++) {
            enter(book, "early guest " + i);
        }
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (Callable<Integer> arrival : arrivals(book)) {
            tasks.add(arrival);
            tasks.add(() -> {
                book.leave();
                return 0;
            });
        }

        List<Integer> results =
                trace.call(
                        CROWD + " come while the " + CROWD + " early ones leave",
                        () -> steps.run(lag, tasks));

        checkNumbers(CROWD + 1, results.stream().filter(number -> number != 0).toList());
        trace.equal("the cell \"visitors\"", 2 * CROWD, visitors.get(), LOST);
        trace.equal("the cell \"present\"", CROWD, present.get(), LOST);
        checkPeak();
    }

    /// The peak lasts for a moment only. Whoever looks again, after counting, may look too late.
    @ParameterizedTest(name = "the other leaves after {0} steps")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aPeakThatLastsAMomentIsNotMissed(int lag) {
        GuestBook book = open(lines::add);
        enter(book, "early guest");
        Callable<Integer> comes = () -> book.enter("late guest");
        Callable<Integer> goes =
                () -> {
                    book.leave();
                    return 0;
                };

        trace.call(
                "one comes; another leaves, " + lag + " steps later",
                () -> steps.run(lag, List.of(comes, goes)));

        trace.equal("the cell \"present\"", 1, present.get(), LOST);
        checkPeak();
    }

    @Test
    void aLineThatCannotBeWrittenLocksNobodyOut() {
        GuestBook book =
                open(line -> {
                    if (line.startsWith("Visitor 1 ")) {
                        throw new IllegalStateException("disk full");
                    }
                    lines.add(line);
                });
        trace.throwsA(
                IllegalStateException.class,
                "a visitor comes, and its line cannot be written",
                "What `lines` throws must reach the caller of enter.",
                () -> book.enter("127.0.0.1:50001"));

        int number =
                trace.call(
                        "the next one comes, on another thread"
                                + " (if this hangs: unlock in a finally block)",
                        () -> onAnotherThread(() -> book.enter("127.0.0.1:50002")));

        checkNumber(2, number);
        trace.run("and leaves", book::leave);
    }

    private GuestBook open(Consumer<String> sink) {
        return trace.call(
                "a guest book over cells that hold " + visitors + ", " + present + " and " + most,
                () -> new GuestBook(visitors, present, most, sink));
    }

    private int enter(GuestBook book, String address) {
        return trace.call("a visitor comes from " + address, () -> book.enter(address));
    }

    private static List<Callable<Integer>> arrivals(GuestBook book) {
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int i = 1; i <= CROWD; i++) {
            String address = "guest " + i;
            tasks.add(() -> book.enter(address));
        }
        return tasks;
    }

    private static int onAnotherThread(Callable<Integer> task) throws Exception {
        FutureTask<Integer> future = new FutureTask<>(task);
        Thread.ofPlatform().daemon().name("the next visitor").start(future);
        return future.get();
    }

    private void checkNumber(int expected, int actual) {
        trace.equal(
                "its number is " + expected,
                expected,
                actual,
                "The number is one more than what the cell \"visitors\" said before.");
    }

    private void checkNumbers(int first, List<Integer> numbers) {
        List<Integer> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        trace.equal(
                "each has a number of its own",
                IntStream.range(first, first + CROWD).boxed().toList(),
                sorted,
                LOST
                        + " And take the number from that same step: a second look at the cell may"
                        + " show the number of another.");
    }

    private void checkCells(int expectedVisitors, int expectedPresent, int expectedMost) {
        trace.equal("the cell \"visitors\"", expectedVisitors, visitors.get(), LOST);
        trace.equal("the cell \"present\"", expectedPresent, present.get(), LOST);
        trace.equal(
                "the cell \"most\"",
                expectedMost,
                most.get(),
                "It holds the highest number that \"present\" ever had. " + LOST);
    }

    private void checkPeak() {
        trace.equal(
                "the cell \"most\", when \"present\" was " + present.highest() + " at its highest",
                present.highest(),
                most.get(),
                "Compare with the number that your own step has written into \"present\". If you"
                        + " look at \"present\" again, somebody may have left. And if comparing and"
                        + " writing are two steps, a lower number can overwrite a higher one.");
    }

    private void checkLines(List<Integer> numbers) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            expected.add("Visitor " + numbers.get(i) + " from guest " + (i + 1));
        }
        trace.equal(
                "the lines, sorted",
                expected.stream().sorted().toList(),
                lines.stream().sorted().toList(),
                "The line and the result of enter show the same number, for each visitor.");
    }
}
