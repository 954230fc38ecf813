package course.cli.grade.intake;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the course's own files say about the names that a student may hand in.
final class KnownNames {

    private final Set<String> lessonsOfTheCourse = new TreeSet<>();
    private final Map<String, Names> asked = new TreeMap<>();

    /// Simple names of classes of one lesson.
    ///
    /// @param exercises what the student writes
    /// @param taken what the course's tests and programs are called, in lower case: some file
    ///   systems do not tell `UtfFrameTest` from `utfframetest`
    private record Names(Set<String> exercises, Set<String> taken) {}

    /// @param lessons those that are graded; all of one course
    KnownNames(List<Lesson> lessons) throws IOException {
        for (Lesson lesson : lessons) {
            Lesson.allIn(lesson.folder().toAbsolutePath().getParent())
                    .forEach(other -> lessonsOfTheCourse.add(other.id()));
            asked.put(lesson.id(), namesOf(lesson));
        }
    }

    private static Names namesOf(Lesson lesson) throws IOException {
        Path tests = lesson.testSources().resolve(lesson.id()).resolve("exercise");
        Set<String> taken = new TreeSet<>();
        classesIn(tests, lesson.mainSources()).forEach(name -> taken.add(lower(name)));
        Set<String> exercises = new TreeSet<>(classesIn(lesson.signatures()));
        exercises.forEach(name -> taken.remove(lower(name)));
        return new Names(exercises, taken);
    }

    private static List<String> classesIn(Path... folders) throws IOException {
        List<String> classes = new ArrayList<>();
        for (Path folder : folders) {
            JavaFiles.in(folder).files().keySet().stream()
                    .map(path -> path.substring(path.lastIndexOf('/') + 1).replace(".java", ""))
                    .forEach(classes::add);
        }
        return classes;
    }

    boolean isLesson(String id) {
        return lessonsOfTheCourse.contains(id);
    }

    boolean isAsked(String lesson) {
        return asked.containsKey(lesson);
    }

    /// The lessons of which an exercise has that name.
    List<String> lessonsWith(String className) {
        return asked.keySet().stream()
                .filter(lesson -> asked.get(lesson).exercises().contains(className))
                .toList();
    }

    /// Why no class of a student may have that name in that lesson; empty when it may.
    Optional<String> objectionTo(String lesson, String className) {
        Names names = asked.get(lesson);
        if (names.exercises().contains(className)) {
            return Optional.empty();
        }
        if (names.taken().contains(lower(className))) {
            return Optional.of(
                    "refused. The course itself has a class of this name: rename yours.");
        }
        return names.exercises().stream()
                .filter(className::equalsIgnoreCase)
                .findFirst()
                .map(name -> "refused. The exercise is called " + name + ".java: mind the case.");
    }

    /// How a sentence names the folders for exercises: `lesson02/exercise, lesson05/exercise`.
    String folders() {
        return asked.keySet().stream()
                .map(lesson -> lesson + "/exercise")
                .collect(Collectors.joining(", "));
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
