package course.cli.grade.judge;

import course.testkit.TestOutcome.Verdict;
import java.util.List;
import java.util.Optional;

/// What the JVM of the tests reports while it runs: a line each, that begins with a secret which
/// the student's code does not have.
sealed interface Event {

    /// The worker has read the secret, and waits until its file is gone.
    record Ready() implements Event {}

    /// A test begins.
    ///
    /// @param id JUnit's unique id of it
    record Begins(String id) implements Event {}

    /// A test has ended, or could not begin.
    ///
    /// @param id of a test, or of a class or a parameterized test that failed as a whole
    /// @param limit whether a time limit of the tests themselves ran out
    /// @param starvedMillis how long its threads were kept from the processor by others; negative
    ///   when that is not known
    /// @param exercise the number of the exercise; empty when it belongs to none
    /// @param name class and method, with the arguments of a parameterized test
    record Ended(
            String id,
            Verdict verdict,
            boolean limit,
            long starvedMillis,
            String exercise,
            String name,
            String message)
            implements Event {}

    /// Nothing is missing.
    record Finished() implements Event {}

    /// The line, without its end.
    default String line(String secret) {
        return switch (this) {
            case Ready _ -> Fields.join(secret, "ready");
            case Begins begins -> Fields.join(secret, "begins", begins.id);
            case Ended ended ->
                    Fields.join(
                            secret,
                            "ended",
                            ended.id,
                            ended.verdict.name(),
                            Boolean.toString(ended.limit),
                            Long.toString(ended.starvedMillis),
                            ended.exercise,
                            ended.name,
                            ended.message);
            case Finished _ -> Fields.join(secret, "finished");
        };
    }

    /// Reads a line. Empty for whatever is not one of these lines with this secret: a stranger may
    /// write to the same stream.
    static Optional<Event> parse(String line, String secret) {
        if (!line.startsWith(secret + "\t")) {
            return Optional.empty();
        }
        List<String> fields = Fields.split(line.substring(secret.length() + 1));
        try {
            return switch (fields.getFirst() + fields.size()) {
                case "ready1" -> Optional.of(new Ready());
                case "begins2" -> Optional.of(new Begins(fields.get(1)));
                case "ended8" -> Optional.of(ended(fields));
                case "finished1" -> Optional.of(new Finished());
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // no such verdict, no number
        }
    }

    private static Ended ended(List<String> fields) {
        return new Ended(
                fields.get(1),
                Verdict.valueOf(fields.get(2)),
                Boolean.parseBoolean(fields.get(3)),
                Long.parseLong(fields.get(4)),
                fields.get(5),
                fields.get(6),
                fields.get(7));
    }
}
