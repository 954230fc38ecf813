package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.ExerciseHints;
import java.io.IOException;
import java.util.Optional;

/// What helps with a failure.
final class Hints {

    private Hints() {}

    /// What such a failure has meant before, or else how the first hint begins; empty when there is
    /// neither.
    ///
    /// @param failure the message of the first test that did not pass
    static String after(String failure, CourseExercise exercise) throws IOException {
        ExerciseHints hints = new ExerciseHints(exercise);
        Optional<String> reason = hints.knownReason(failure);
        if (reason.isPresent()) {
            return reason.get();
        }
        return hints.all().stream()
                .findFirst()
                .map(hint -> hint.text().split("\\R\\s*\\R", 2)[0])
                .map(text -> text.replaceAll("\\s*\\R\\s*", " ").strip())
                .orElse("");
    }
}
