package course.cli.grade.judge;

import course.testkit.TestOutcome.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// JVMs that are played from a script, a letter for each test of an exercise: `P`asses, `F`ails,
/// `H`angs in a step, hangs as a `W`hole, `D`ies.
final class PlayedJvms implements TestSession.Starter {

    private static final String SECRET = "0123456789abcdef";
    private static final long LONG_MILLIS = 5_000;

    private final Path secret;
    private final Predicate<ExpectedTest> busy;
    private final List<ExpectedTest> tests = new ArrayList<>();
    private boolean alone;
    private int starts;

    /// @param folder for a file
    /// @param busy the tests that are kept from the processor by others
    PlayedJvms(Path folder, Predicate<ExpectedTest> busy, String... exercises) {
        secret = folder.resolve("secret");
        this.busy = busy;
        for (int exercise = 0; exercise < exercises.length; exercise++) {
            for (int i = 0; i < exercises[exercise].length(); i++) {
                String id = "[class:a.T%d]/[method:t%d()]".formatted(exercise, i);
                String name = i + " " + exercises[exercise].charAt(i);
                tests.add(new ExpectedTest(id, "1." + exercise, name));
            }
        }
    }

    List<ExpectedTest> tests() {
        return tests;
    }

    /// From now on no test is kept from the processor.
    void othersStop() {
        alone = true;
    }

    /// How many JVMs have been started.
    int starts() {
        return starts;
    }

    @Override
    public TestRun run(List<ExpectedTest> wanted) throws IOException, InterruptedException {
        starts++;
        Files.writeString(secret, SECRET);
        StringBuilder said = new StringBuilder();
        boolean goesOn = true;
        for (ExpectedTest test : wanted) {
            goesOn = goesOn && play(test, said);
        }
        if (goesOn) {
            say(new Event.Finished(), said);
        }
        return TestRun.of(new TestRunTest.Recorded(said.toString()), null, wanted, secret);
    }

    /// @return whether the JVM goes on
    private boolean play(ExpectedTest test, StringBuilder said) {
        boolean kept = !alone && busy.test(test);
        char letter = test.name().charAt(test.name().length() - 1);
        say(new Event.Begins(test.id()), said);
        if (letter == 'D') {
            return false;
        }
        String message = message(kept && letter == 'P' ? 'H' : letter);
        boolean limit = TimeLimit.isIn(message);
        say(
                new Event.Ended(
                        test.id(),
                        message.isEmpty() ? Verdict.PASSED : Verdict.FAILED,
                        limit,
                        kept ? LONG_MILLIS : 0,
                        test.exercise(),
                        test.name(),
                        message),
                said);
        return !limit;
    }

    private static String message(char letter) {
        return switch (letter) {
            case 'P' -> "";
            case 'F' -> "1. FAILED";
            case 'H' -> "1. FAILED\ndid not end within 5 seconds";
            case 'W' -> "t() timed out after 30 seconds";
            default -> throw new IllegalArgumentException("no such letter: " + letter);
        };
    }

    private static void say(Event event, StringBuilder said) {
        said.append(event.line(SECRET)).append('\n');
    }
}
