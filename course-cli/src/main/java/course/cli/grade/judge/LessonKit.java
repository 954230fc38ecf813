package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.engine.CompiledLesson;
import course.cli.engine.Lesson;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// All that is the same for every submission of a lesson.
///
/// @param jar its tests and worked programs
/// @param exercises in the order of their numbers
/// @param stubs the files that were handed out: `lesson02/exercise/UtfFrame.java`
/// @param expected the tests that count, in the order in which they are told
record LessonKit(
        Lesson lesson,
        List<CourseExercise> exercises,
        CompiledLesson compiled,
        Path jar,
        ClassCheck check,
        Set<String> stubs,
        List<ExpectedTest> expected) {

    /// Where a file stands in a source folder.
    String file(CourseExercise exercise) {
        return folder() + exercise.className() + ".java";
    }

    /// `lesson02/exercise/`.
    String folder() {
        return lesson.id() + "/exercise/";
    }

    Path stub(String file) {
        return lesson.handedOut().resolve(file);
    }

    /// The tests that count, as they run: first those that know the student's code only from
    /// outside, so that until then none of it has run in their JVM.
    List<ExpectedTest> inOrder() {
        return expected.stream().sorted(Comparator.comparing(test -> !test.isOutside())).toList();
    }
}
