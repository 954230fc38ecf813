package course.cli;

import course.cli.ExerciseCheck.Outcome;
import course.cli.engine.TestResult;
import course.testkit.ExerciseProgress.State;
import course.testkit.TestOutcome.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/// Says what the tests said: of each exercise that fails the first failure in full, then a line for
/// each exercise.
final class CheckReport {

    private static final int PRINTED_LINES = 20;

    private final PrintWriter out;
    private final Ansi colours;

    CheckReport(PrintWriter out, Ansi colours) {
        this.out = out;
        this.colours = colours;
    }

    void print(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            printFailure(outcome);
            if (outcomes.size() == 1) {
                printStubsSentence(outcome);
                printWhatTheCodePrinted(outcome);
            }
        }
        outcomes.forEach(this::printLine);
        printAborted(outcomes);
        out.flush();
    }

    private void printFailure(Outcome outcome) {
        if (outcome.progress().state() != State.FAILING) {
            return;
        }
        List<TestResult> failed =
                outcome.tests().stream().filter(test -> test.verdict() == Verdict.FAILED).toList();
        out.println(
                colours.string("@|red,bold FAILED|@  ")
                        + outcome.exercise().label()
                        + (failed.isEmpty() ? "" : ": " + failed.getFirst().test()));
        if (outcome.compileErrors().isEmpty()) {
            out.println(outcome.progress().firstFailure());
        } else {
            out.println("Your code does not compile. The compiler says:");
            outcome.compileErrors().forEach(out::println);
        }
        if (failed.size() > 1) {
            out.println();
            out.println("These fail too; look at the first one first:");
            failed.stream().skip(1).forEach(test -> out.println("  " + test.test()));
        }
        out.println();
    }

    private void printStubsSentence(Outcome outcome) {
        if (outcome.progress().state() == State.OPEN) {
            outcome.tests().stream()
                    .findFirst()
                    .ifPresent(test -> out.println(test.message() + System.lineSeparator()));
        }
    }

    private void printWhatTheCodePrinted(Outcome outcome) {
        List<String> lines = outcome.printed().lines().toList();
        if (lines.isEmpty()) {
            return;
        }
        out.println("What your code printed while it was tested:");
        lines.stream().limit(PRINTED_LINES).forEach(line -> out.println("  | " + line));
        if (lines.size() > PRINTED_LINES) {
            out.println("  | ... and " + (lines.size() - PRINTED_LINES) + " lines more");
        }
        out.println();
    }

    private void printLine(Outcome outcome) {
        String state = outcome.progress().inWords();
        String coloured =
                switch (outcome.progress().state()) {
                    case DONE -> "@|green " + state + "|@";
                    case FAILING -> "@|red " + state + "|@";
                    case OPEN, BEGUN, NOT_JUDGED -> state;
                };
        CourseExercise exercise = outcome.exercise();
        out.printf("  %-5s%-46s", exercise.number(), exercise.title());
        out.println(colours.string(coloured));
    }

    private void printAborted(List<Outcome> outcomes) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        outcomes.stream()
                .flatMap(outcome -> outcome.tests().stream())
                .filter(test -> test.verdict() == Verdict.ABORTED)
                .forEach(test -> reasons.merge(test.message(), 1, Integer::sum));
        reasons.forEach((reason, times) ->
                out.println("Not run: " + times + (times == 1 ? " test. " : " tests. ") + reason));
    }
}
