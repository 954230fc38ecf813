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

    private static final int WIDTH = 80;

    /// So many failures are named besides the first, which is shown: the screen should hold them.
    private static final int OTHERS = 4;

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
        String headline =
                "FAILED  "
                        + outcome.exercise().label()
                        + (failed.isEmpty() ? "" : ": " + failed.getFirst().test());
        out.println(
                wrapped(headline, "        ")
                        .replaceFirst("FAILED", colours.string("@|red,bold FAILED|@")));
        if (outcome.compileErrors().isEmpty()) {
            out.println(outcome.progress().firstFailure());
        } else {
            out.println("Your code does not compile. The compiler says:");
            outcome.compileErrors().forEach(out::println);
        }
        if (failed.size() > 1) {
            out.println();
            out.println("These fail too; look at the first one first:");
            failed.stream()
                    .skip(1)
                    .limit(OTHERS)
                    .forEach(test -> out.println(wrapped("  " + test.test(), "    ")));
            if (failed.size() > 1 + OTHERS) {
                out.println("  and " + (failed.size() - 1 - OTHERS) + " more");
            }
        }
        out.println();
    }

    /// Breaks a line that is wider than a terminal between words; the next ones begin with
    /// `indent`.
    private static String wrapped(String line, String indent) {
        StringBuilder lines = new StringBuilder();
        String rest = line.replaceAll("\\R", " ");
        int space = rest.lastIndexOf(' ', WIDTH);
        while (rest.length() > WIDTH && space > indent.length()) {
            lines.append(rest, 0, space).append(System.lineSeparator());
            rest = indent + rest.substring(space + 1);
            space = rest.lastIndexOf(' ', WIDTH);
        }
        return lines.append(rest).toString();
    }

    private void printStubsSentence(Outcome outcome) {
        if (outcome.progress().state() == State.OPEN) {
            outcome.tests().stream()
                    .findFirst()
                    .ifPresent(test ->
                            out.println(wrapped(test.message(), "") + System.lineSeparator()));
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
