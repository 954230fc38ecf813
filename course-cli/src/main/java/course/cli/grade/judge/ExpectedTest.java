package course.cli.grade.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A test that our own solution passes in this sandbox: what is not reported of these has not
/// passed.
///
/// @param id JUnit's unique id, the same in every run
/// @param exercise `2.1`
/// @param name class and method, with the arguments of a parameterized test
record ExpectedTest(String id, String exercise, String name) {

    private static final Pattern CLASS = Pattern.compile("\\[class:([\\w.$]+)]");

    /// The class that holds the test; of nested ones the outermost.
    String testClass() {
        Matcher found = CLASS.matcher(id);
        if (!found.find()) {
            throw new IllegalArgumentException("not a test in a class: " + id);
        }
        return found.group(1);
    }

    /// Whether it speaks to the student's server from another process.
    boolean isOutside() {
        return isOutside(id);
    }

    /// The same for an id, or one of JUnit's selectors of a test or a class.
    static boolean isOutside(String selector) {
        return selector.contains(".exercise.outside.");
    }

    /// Whether what has this id is the test, or holds it.
    boolean isIn(String container) {
        return id.equals(container) || id.startsWith(container + "/");
    }

    /// How JUnit is told to run these: whole classes where all of their tests are wanted, else one
    /// by one.
    static List<String> selectors(List<ExpectedTest> wanted, List<ExpectedTest> all) {
        Set<ExpectedTest> others = new HashSet<>(all);
        wanted.forEach(others::remove);
        Set<String> parts = new HashSet<>();
        others.forEach(test -> parts.add(test.testClass()));
        return wanted.stream()
                .map(test ->
                        parts.contains(test.testClass())
                                ? "uid:" + test.id
                                : "class:" + test.testClass())
                .distinct()
                .toList();
    }

    /// Keeps them; another process may do the same at the same time.
    static void write(List<ExpectedTest> tests, Path file) throws IOException {
        Path unfinished = Files.createTempFile(file.getParent(), "expected", ".txt");
        Files.write(
                unfinished,
                tests.stream()
                        .map(test -> Fields.join(test.id, test.exercise, test.name))
                        .toList());
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static List<ExpectedTest> read(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(Fields::split)
                    .map(fields -> new ExpectedTest(fields.get(0), fields.get(1), fields.get(2)))
                    .toList();
        }
    }
}
