package course.cli.grade;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is kept of runs of the engine, so that a grade which changes without a reason is seen: the
/// exercises of a lesson, and what each of its wrong answers gets. [MeasuredWrongAnswers] writes
/// it.
///
///     UtfFrame = 2.2 15 30                        the number, the points, the tests
///     MessageSender = 2.1 5 13 4                  the same, and the tests from outside
///     no-flush = 2.1 3.85; MessageSenderTest.x    the exercise, the score, the tests that fail
///     one-read = 2.4 varies; FrameReaderTest.y    which tests fail depends on who is faster
///
/// @param exercises by the name of the class
/// @param answers by the name of the folder
record WrongAnswerScores(Map<String, Exercise> exercises, Map<String, Score> answers) {

    private static final Path FILES = Path.of("src/test/resources/course/cli/grade/scores");

    /// An exercise.
    ///
    /// @param outside how many tests it has from outside, in a process of its own
    record Exercise(String number, int points, int inside, int outside) {

        /// The tests of the exercise, given as class and method, all of which have been run.
        static Exercise of(String number, int points, List<String> tests) {
            int outside = (int) tests.stream().filter(Exercise::isOutside).count();
            return new Exercise(number, points, tests.size() - outside, outside);
        }

        private static boolean isOutside(String test) {
            return test.substring(0, test.indexOf('.')).endsWith("OutsideTest");
        }

        int tests() {
            return inside + outside;
        }

        /// Points when these tests have failed: the smaller of both shares, rounded half up to
        /// hundredths.
        BigDecimal score(List<String> failing) {
            int failedOutside = (int) failing.stream().filter(Exercise::isOutside).count();
            BigDecimal share = share(inside - (failing.size() - failedOutside), inside);
            return outside == 0 ? share : share.min(share(outside - failedOutside, outside));
        }

        private BigDecimal share(int passed, int of) {
            return BigDecimal.valueOf(points)
                    .multiply(BigDecimal.valueOf(passed))
                    .divide(BigDecimal.valueOf(of), 2, RoundingMode.HALF_UP);
        }

        @Override
        public String toString() {
            return number + " " + points + " " + inside + (outside == 0 ? "" : " " + outside);
        }
    }

    /// What one wrong answer gets.
    ///
    /// @param exercise its number
    /// @param score empty where it differs from run to run
    /// @param failing the tests that fail each time
    record Score(String exercise, Optional<BigDecimal> score, List<String> failing) {

        @Override
        public String toString() {
            List<String> parts = new ArrayList<>();
            parts.add(exercise + " " + score.map(BigDecimal::toPlainString).orElse("varies"));
            parts.addAll(failing);
            return String.join("; ", parts);
        }
    }

    /// Reads what is kept of a lesson.
    static WrongAnswerScores of(Lesson lesson) throws IOException {
        WrongAnswerScores scores = new WrongAnswerScores(new TreeMap<>(), new TreeMap<>());
        for (String line : Files.readAllLines(file(lesson))) {
            String name = line.substring(0, line.indexOf(" = "));
            String value = line.substring(name.length() + " = ".length());
            if (Character.isUpperCase(name.charAt(0))) {
                scores.exercises.put(name, exercise(value.split(" ")));
            } else {
                scores.answers.put(name, score(Arrays.asList(value.split("; "))));
            }
        }
        return scores;
    }

    private static Exercise exercise(String... words) {
        return new Exercise(
                words[0],
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                words.length == 3 ? 0 : Integer.parseInt(words[3]));
    }

    private static Score score(List<String> parts) {
        String[] words = parts.getFirst().split(" ");
        return new Score(
                words[0],
                words[1].equals("varies")
                        ? Optional.empty()
                        : Optional.of(new BigDecimal(words[1])),
                parts.subList(1, parts.size()));
    }

    /// Whether a lesson has been measured.
    static boolean isKept(Lesson lesson) {
        return Files.exists(file(lesson));
    }

    void write(Lesson lesson) throws IOException {
        List<String> lines = new ArrayList<>();
        exercises.forEach((name, exercise) -> lines.add(name + " = " + exercise));
        answers.forEach((name, score) -> lines.add(name + " = " + score));
        Files.createDirectories(FILES);
        Files.writeString(file(lesson), String.join("\n", lines) + "\n");
    }

    private static Path file(Lesson lesson) {
        return FILES.resolve(lesson.id() + ".txt");
    }
}
