package course.cli.grade.intake;

import java.text.Normalizer;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/// Where in a submission an exercise stands. A student hands in a clone of the course, or some of
/// its folders, or single files: what counts is how the path ends.
final class Layout {

    private static final Set<String> SKIPPED = Set.of("__MACOSX", "target");
    private static final Set<String> OURS = Set.of("main", "test", "solution", "wrong", "stub");
    private static final Pattern LESSON = Pattern.compile("lesson\\d\\d");
    private static final String JAVA = ".java";

    /// Short enough for every file system, also in Chinese.
    private static final int LONGEST_NAME = 60;

    private final KnownNames names;

    Layout(KnownNames names) {
        this.names = names;
    }

    /// What is to be done with a Java source.
    sealed interface Place {

        /// It is of the course, or of a lesson that is not asked for: nobody needs to hear of it.
        record Elsewhere() implements Place {}

        /// It belongs to an exercise of this lesson.
        record In(String lesson, String className) implements Place {}

        /// Only its text, or its name, can tell.
        record ByItself(String className) implements Place {}
    }

    /// Whether a file or folder of that name is of a tool: the version control, the build, an IDE.
    static boolean isSkipped(String name) {
        return name.startsWith(".") || SKIPPED.contains(name);
    }

    static boolean isJava(String name) {
        return KnownNames.lower(name).endsWith(JAVA);
    }

    /// Where the source with that path belongs.
    ///
    /// @throws Refused when it belongs nowhere, and the student should know
    Place of(List<String> path) throws Refused {
        boolean inALesson = path.size() >= 3 && isLessonsExercise(path.subList(0, path.size() - 1));
        String lesson = inALesson ? path.get(path.size() - 3) : "";
        if (isOurs(path)) {
            if (names.isAsked(lesson) && isBelow(path, "main")) {
                throw new Refused("ignored. An exercise stands in src/exercise/java, not in main.");
            }
            return new Place.Elsewhere();
        }
        if (!inALesson && isBelow(path, "exercise")) {
            throw outside();
        }
        if (inALesson && !names.isAsked(lesson)) {
            return elsewhere(lesson);
        }
        String className = className(path.getLast());
        if (inALesson) {
            return in(lesson, className);
        }
        return new Place.ByItself(className);
    }

    /// Where a source belongs whose path says nothing: where its package says, else where the only
    /// exercise of its name is.
    ///
    /// @throws Refused when neither tells
    Place of(Place.ByItself file, Source source) throws Refused {
        List<String> declared = List.of(source.packageName().split("\\.", -1));
        if (declared.size() == 2 && isLessonsExercise(declared)) {
            return names.isAsked(declared.getFirst())
                    ? in(declared.getFirst(), file.className())
                    : elsewhere(declared.getFirst());
        }
        List<String> lessons = names.lessonsWith(file.className());
        if (lessons.size() > 1) {
            throw new Refused(
                    "ignored. There is an exercise of this name in "
                            + String.join(" and in ", lessons)
                            + ": hand it in inside the folders "
                            + lessons.getFirst()
                            + "/exercise.");
        }
        if (lessons.isEmpty()) {
            throw outside();
        }
        return in(lessons.getFirst(), file.className());
    }

    private Place in(String lesson, String className) throws Refused {
        String objection = names.objectionTo(lesson, className).orElse("");
        if (!objection.isEmpty()) {
            throw new Refused(objection);
        }
        return new Place.In(lesson, className);
    }

    private Place elsewhere(String lesson) throws Refused {
        if (names.isLesson(lesson)) {
            return new Place.Elsewhere();
        }
        throw new Refused("ignored. The course has no " + lesson + ".");
    }

    private Refused outside() {
        return new Refused("ignored. Only what stands in " + names.folders() + " is taken.");
    }

    private static boolean isLessonsExercise(List<String> folders) {
        return LESSON.matcher(folders.get(folders.size() - 2)).matches()
                && folders.getLast().equals("exercise");
    }

    private static boolean isOurs(List<String> path) {
        return OURS.stream().anyMatch(kind -> isBelow(path, kind));
    }

    private static boolean isBelow(List<String> path, String kind) {
        return Collections.indexOfSubList(path, List.of("src", kind)) >= 0;
    }

    /// Composed, because a Mac writes `ä` as two characters, and the compiler compares.
    private static String className(String file) throws Refused {
        if (file.equals("module-info.java")) {
            throw new Refused("refused. The course has no modules.");
        }
        String name = file.substring(0, file.length() - JAVA.length());
        boolean isClass = SourceVersion.isName(name) && !name.contains(".");
        if (!file.endsWith(JAVA) || !isClass || name.length() > LONGEST_NAME) {
            throw new Refused("refused. Its name is not the name of a class, followed by .java.");
        }
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
