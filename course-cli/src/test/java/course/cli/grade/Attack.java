package course.cli.grade;

import course.cli.grade.Expectation.Outcome;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A submission that wants more than it deserves, and what it must get. It stands in
/// `src/test/attacks`: the files as they are handed in, in `handed-in`, and beside them
/// `expected.properties`:
///
///     attack = 2                        the number in the list of attacks
///     why = Ends the JVM in one test.
///     lesson = lesson02
///     2.2 = PARTLY 14.5                 an exercise, its state and its score
///     2.1 = DONE 5 | PARTLY <5          several, where it depends on which defence comes first
///     says.1 = a piece of what the student reads
///     never.1 = a piece of what nobody may read
///
/// An attack that would see or change what it must not says `FOUND`, and fails a test.
record Attack(String name, int number, String why, String lesson, Expectation expected) {

    private static final Path ALL = Path.of("src/test/attacks");

    /// All attacks that can be kept as files, by their names.
    static List<Attack> all() throws IOException {
        List<Attack> attacks = new ArrayList<>();
        try (Stream<Path> folders = Files.list(ALL)) {
            for (Path folder : folders.sorted().toList()) {
                attacks.add(in(folder));
            }
        }
        return attacks;
    }

    private static Attack in(Path folder) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(folder.resolve("expected.properties"))) {
            properties.load(in);
        }
        String name = folder.getFileName().toString();
        return new Attack(
                name,
                Integer.parseInt(properties.getProperty("attack")),
                properties.getProperty("why"),
                properties.getProperty("lesson"),
                expectation(name, properties));
    }

    private static Expectation expectation(String name, Properties properties) {
        Map<String, List<Outcome>> exercises = new TreeMap<>();
        List<String> says = new ArrayList<>();
        List<String> never = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key);
            if (key.matches("\\d\\.\\d")) {
                exercises.put(key, Expectation.outcomes(value));
            } else if (key.startsWith("says.")) {
                says.add(value);
            } else if (key.startsWith("never.")) {
                never.add(value);
            }
        }
        return new Expectation(name, exercises, says, never, List.of());
    }

    /// Puts what is handed in into a folder for the student.
    void copyTo(Path student) throws IOException {
        copy(ALL.resolve(name).resolve("handed-in"), student);
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
