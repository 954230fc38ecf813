package course.cli;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.engine.WrongAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What can be said of a lesson by looking at its files alone.
final class LessonFiles {

    private static final int HINTS = 3;

    private final Lesson lesson;

    LessonFiles(Lesson lesson) {
        this.lesson = lesson;
    }

    List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        Set<String> stubs = new TreeSet<>(JavaFiles.in(lesson.exerciseSources()).files().keySet());
        Set<String> solutions =
                new TreeSet<>(JavaFiles.in(lesson.solutionSources()).files().keySet());
        stubs.stream()
                .filter(file -> !solutions.contains(file))
                .forEach(file -> faults.add("no solution for " + file));
        solutions.stream()
                .filter(file -> !stubs.contains(file))
                .forEach(file -> faults.add("no stub for " + file));
        for (Path answer : lesson.wrongAnswers()) {
            for (String file : JavaFiles.in(answer).files().keySet()) {
                if (!solutions.contains(file)) {
                    faults.add(
                            "wrong answer "
                                    + answer.getFileName()
                                    + ": "
                                    + file
                                    + " is no file of the solution");
                }
            }
        }
        faults.addAll(strayFiles());
        return faults;
    }

    /// Each exercise has three hints, and a row with its number and title in the README.
    List<String> textFaults(Map<String, String> titles) throws IOException {
        List<String> faults = new ArrayList<>();
        String readme = read("README.md");
        String hints = read("HINTS.md");
        titles.forEach((number, title) -> {
            if (!Pattern.compile(
                            "(?m)^\\|\\s*"
                                    + Pattern.quote(number)
                                    + "\\s*\\|\\s*"
                                    + Pattern.quote(title)
                                    + "\\s*\\|")
                    .matcher(readme)
                    .find()) {
                faults.add("README.md has no row for exercise " + number + " \"" + title + "\"");
            }
            int found = hintsOf(hints, number, title);
            if (found != HINTS) {
                faults.add(
                        "HINTS.md has "
                                + found
                                + " hints for exercise "
                                + number
                                + " \""
                                + title
                                + "\", not "
                                + HINTS);
            }
        });
        return faults;
    }

    private static int hintsOf(String hints, String number, String title) {
        int start = hints.indexOf("## " + number + " " + title + "\n");
        if (start < 0) {
            return 0;
        }
        int end = hints.indexOf("\n## ", start);
        String section = end < 0 ? hints.substring(start) : hints.substring(start, end);
        return (int) section.lines().filter(line -> line.matches("### Hint \\d")).count();
    }

    private String read(String name) throws IOException {
        Path file = lesson.folder().resolve(name);
        return Files.exists(file) ? Files.readString(file).replace("\r\n", "\n") : "";
    }

    private List<String> strayFiles() throws IOException {
        try (Stream<Path> files = Files.walk(lesson.folder())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> lesson.folder().relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.startsWith("target/"))
                    .filter(file -> !belongs(file))
                    .map(file -> "stray file " + file)
                    .toList();
        }
    }

    private boolean belongs(String file) {
        String code = lesson.id();
        return List.of("README.md", "HINTS.md", "pom.xml").contains(file)
                || file.matches("src/(exercise|solution)/java/" + code + "/exercise/\\w+\\.java")
                || file.matches("src/main/java/" + code + "/\\w+\\.java")
                || file.matches("src/test/java/" + code + "/(exercise/(outside/)?)?\\w+\\.java")
                || file.matches("src/(main|test)/resources/" + code + "/.*")
                || file.matches("src/wrong/java/[a-z0-9-]+/" + code + "/exercise/\\w+\\.java")
                || file.matches("src/wrong/java/[a-z0-9-]+/" + WrongAnswer.CAUGHT_BY);
    }
}
