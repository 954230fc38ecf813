package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.grade.ExerciseGrade.State;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Compiles what was handed in, and checks what comes out. All files together first; where that
/// fails, each exercise alone, so that one broken file costs one exercise.
final class Build {

    private static final int MOST_LINES = 30;
    private static final int LONGEST_LINE = 200;

    private final Compilers compilers;
    private final LessonKit kit;
    private final HandIn handIn;
    private final Path folder;
    private final Map<String, Problem> problems = new HashMap<>();

    /// Why an exercise cannot be tested.
    record Problem(State state, String text) {}

    /// Compiles nothing yet.
    ///
    /// @param folder for classes
    Build(Compilers compilers, HandIn handIn, Path folder) {
        this.compilers = compilers;
        this.kit = handIn.kit();
        this.handIn = handIn;
        this.folder = folder;
    }

    /// Compiles and checks these. Blocks.
    ///
    /// @return the folder with the classes of all that have no problem
    Path of(List<CourseExercise> exercises) throws IOException, InterruptedException {
        Path together = Files.createDirectory(folder.resolve("classes"));
        if (problemsOf(handIn.all(), List.of(together), exercises, together).isEmpty()) {
            return together;
        }
        Path sound = Files.createDirectory(folder.resolve("sound"));
        for (CourseExercise exercise : exercises) {
            Path alone = Files.createDirectory(folder.resolve(exercise.className()));
            List<Problem> found =
                    problemsOf(
                            handIn.alone(exercise), handIn.sourcePath(), List.of(exercise), alone);
            if (found.isEmpty()) {
                copy(alone, sound);
            } else {
                problems.put(exercise.number(), found.getFirst());
            }
        }
        return sound;
    }

    /// By the number of the exercise.
    Map<String, Problem> problems() {
        return problems;
    }

    private List<Problem> problemsOf(
            List<Path> sources, List<Path> sourcePath, List<CourseExercise> exercises, Path target)
            throws IOException, InterruptedException {
        try {
            List<String> errors =
                    compilers.compile(sources, sourcePath, kit.compiled().programs(), target);
            if (!errors.isEmpty()) {
                return List.of(new Problem(State.DOES_NOT_COMPILE, inWords(errors)));
            }
        } catch (Compilers.Exhausted e) {
            return List.of(new Problem(State.REFUSED, e.getMessage()));
        }
        List<String> names = exercises.stream().map(CourseExercise::className).toList();
        List<String> breaches = kit.check().breaches(target, names);
        return breaches.isEmpty()
                ? List.of()
                : List.of(new Problem(State.REFUSED, String.join("\n", breaches)));
    }

    private String inWords(List<String> errors) {
        List<String> lines =
                errors.stream()
                        .map(handIn::seenByStudent)
                        .flatMap(String::lines)
                        .map(Build::cut)
                        .toList();
        String shown = lines.stream().limit(MOST_LINES).collect(Collectors.joining("\n"));
        return "It does not compile:\n" + shown + (lines.size() > MOST_LINES ? "\n..." : "");
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
    }

    /// The same sources give the same classes: which one stays is the same.
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Path copy = to.resolve(from.relativize(file).toString());
                        Files.createDirectories(copy.getParent());
                        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
