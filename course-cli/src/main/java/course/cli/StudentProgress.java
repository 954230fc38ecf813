package course.cli;

import course.cli.engine.Lesson;
import course.testkit.ExerciseProgress.State;
import course.testkit.KeptProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a student is: what the last runs said, held against the files as they are now. Runs
/// nothing.
final class StudentProgress {

    private final Path root;
    private final List<Lesson> lessons;

    /// An exercise and where it stands.
    ///
    /// @param checked what the last run said; empty when there was none
    /// @param changed whether the file is another one than the last run saw
    record Standing(
            CourseExercise exercise, Optional<KeptProgress.Entry> checked, boolean changed) {

        boolean isDone() {
            return !changed && checked.map(entry -> entry.state() == State.DONE).orElse(false);
        }

        String inWords() throws IOException {
            if (changed) {
                return "changed since the last check";
            }
            if (checked.isPresent()) {
                return checked.get().inWords();
            }
            return isUntouched(exercise) ? "not started" : "not checked yet";
        }

        private static boolean isUntouched(CourseExercise exercise) throws IOException {
            return Files.exists(exercise.source())
                    && Files.readString(exercise.source())
                            .contains("throw new UnsupportedOperationException(");
        }
    }

    StudentProgress(Path root, List<Lesson> lessons) {
        this.root = root;
        this.lessons = lessons;
    }

    /// The standing of every exercise of a lesson, in their order.
    List<Standing> of(Lesson lesson) throws IOException {
        List<Standing> standings = new ArrayList<>();
        for (CourseExercise exercise : CourseExercise.of(lesson)) {
            standings.add(of(exercise));
        }
        return standings;
    }

    /// The standing of one exercise.
    Standing of(CourseExercise exercise) throws IOException {
        Optional<KeptProgress.Entry> checked =
                new KeptProgress(root, exercise.lesson().id()).of(exercise.number());
        String now = KeptProgress.hash(exercise.source());
        boolean changed = checked.map(entry -> !entry.source().equals(now)).orElse(false);
        return new Standing(exercise, checked, changed);
    }

    /// The first exercise that is not done; empty when all are.
    Optional<Standing> next() throws IOException {
        for (Lesson lesson : lessons) {
            for (Standing standing : of(lesson)) {
                if (!standing.isDone()) {
                    return Optional.of(standing);
                }
            }
        }
        return Optional.empty();
    }
}
