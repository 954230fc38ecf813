package course.cli.grade.report;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import course.cli.grade.TestGrade;
import course.cli.grade.TestGrade.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Classes of grades to make reports of.
public final class SampleGrades {

    /// What a page must survive: markup, quotes, control characters, half a surrogate pair, a
    /// character that turns the text around, an emoji, and a lot of it.
    public static final String HOSTILE =
            "</pre><script>alert(1)</script><img src=x onerror=alert(2)> ]]> \"quoted\" 'and' &amp;\n"
                    + "\0\u0007\u001b[2J \ud800 \u202eevil\u202c \u0085 \ufffe 😀 你好\r\n"
                    + "long ".repeat(2_000);

    public static final ClassNotes NOTES =
            new ClassNotes(
                    "bubblewrap: own file system, network and processes",
                    true,
                    List.of(),
                    List.of());

    private static final List<String> TITLES =
            List.of(
                    "Send one message",
                    "A frame with a length",
                    "Read frames from a stream",
                    "Collect until the end",
                    "States of a connection",
                    "A server that stops");

    private static final List<String> NAMES =
            List.of(
                    "李明",
                    "Anna Müller",
                    "Bob Smith",
                    "王小红",
                    "Zoë Kravitz",
                    "José García",
                    "Nguyễn Văn An",
                    "Mario Rossi",
                    "Fatima Al-Sayed",
                    "O'Neill, Pat");

    private static final String TRACE =
            """
            1. ok      the client connects
            2. FAILED  the frame of "你好"
                       expected 00 06 e4 bd a0 e5 a5 bd
                       actual   00 02 e4 bd a0 e5 a5 bd
                                   ^^ first difference: byte 1
                       The length counts bytes, not characters.
            by hand:   printf '\\000\\006\\344\\275\\240\\345\\245\\275' | nc -N localhost 8888\
            """;

    private SampleGrades() {}

    /// A student with one of each state, and the hostile text wherever text can stand.
    public static StudentGrade hostile() {
        return new StudentGrade(
                "mallory_1",
                "<script>alert('x')</script> \u202e\ud800\n=HYPERLINK(\"a\")",
                "99",
                List.of(HOSTILE, "lesson02/../../etc/passwd was ignored."),
                List.of(
                        new LessonGrade(
                                "lesson02",
                                "TCP, one way",
                                List.of(
                                        tested("2.1", State.DONE, Verdict.PASSED, Verdict.PASSED),
                                        tested("2.2", State.PARTLY, Verdict.PASSED, Verdict.FAILED),
                                        tested(
                                                "2.3",
                                                State.FAILED,
                                                Verdict.TIME_LIMIT,
                                                Verdict.ENDED_THE_JVM,
                                                Verdict.NOT_RUN),
                                        tested("2.4", State.NOT_STARTED, Verdict.NOT_STARTED),
                                        untested("2.5", State.MISSING, "No file was handed in."),
                                        untested("2.6", State.DOES_NOT_COMPILE, HOSTILE)))));
    }

    /// A class that looks like a real one, the same for the same numbers.
    public static List<StudentGrade> ofSize(int students) {
        Random random = new Random(students);
        return IntStream.range(0, students).mapToObj(at -> student(at, random)).toList();
    }

    private static StudentGrade student(int at, Random random) {
        String name = NAMES.get(at % NAMES.size()) + (at < NAMES.size() ? "" : " " + at);
        List<ExerciseGrade> exercises = new ArrayList<>();
        for (int exercise = 0; exercise < TITLES.size(); exercise++) {
            exercises.add(exercise(exercise, random.nextInt(12)));
        }
        List<String> notices =
                at % 7 == 3
                        ? List.of("lesson02/exercise/Notes.txt was ignored: it is no Java source.")
                        : List.of();
        return new StudentGrade(
                "student-%03d".formatted(at),
                name,
                String.valueOf(1_000 + at),
                notices,
                List.of(new LessonGrade("lesson02", "TCP, one way", exercises)));
    }

    private static ExerciseGrade exercise(int at, int luck) {
        String number = "2." + (at + 1);
        return switch (luck) {
            case 0, 1 ->
                    tested(number, State.PARTLY, Verdict.PASSED, Verdict.PASSED, Verdict.FAILED);
            case 2 -> tested(number, State.FAILED, Verdict.TIME_LIMIT, Verdict.FAILED);
            case 3 -> tested(number, State.NOT_STARTED, Verdict.NOT_STARTED, Verdict.NOT_STARTED);
            case 4 -> untested(number, State.MISSING, "UtfFrame.java was not handed in.");
            case 5 ->
                    untested(
                            number,
                            State.DOES_NOT_COMPILE,
                            "lesson02/exercise/UtfFrame.java:12: error: ';' expected");
            default -> tested(number, State.DONE, Verdict.PASSED, Verdict.PASSED, Verdict.PASSED);
        };
    }

    /// An exercise with a test for each verdict.
    public static ExerciseGrade tested(String number, State state, Verdict... verdicts) {
        List<TestGrade> tests = new ArrayList<>();
        for (int at = 0; at < verdicts.length; at++) {
            tests.add(test(number, at, verdicts[at]));
        }
        long passed = tests.stream().filter(test -> test.verdict() == Verdict.PASSED).count();
        return new ExerciseGrade(
                number,
                title(number),
                10,
                BigDecimal.valueOf(10 * passed)
                        .divide(BigDecimal.valueOf(verdicts.length), 2, RoundingMode.HALF_UP),
                state,
                "",
                state == State.DONE ? "" : "Count the bytes of 你好, then its characters.",
                tests);
    }

    private static TestGrade test(String number, int at, Verdict verdict) {
        List<String> names =
                List.of("encodesChineseText", "lengthCountsBytes", "aFrameOf [2] \"你好\"");
        String type = "Exercise" + number.replace('.', '_') + "Test.";
        String message =
                switch (verdict) {
                    case PASSED, NOT_RUN -> "";
                    case FAILED -> TRACE;
                    case NOT_STARTED -> "Write the length first.";
                    case TIME_LIMIT ->
                            " 1. FAILED  the loop\n            did not end within 5 seconds";
                    case ENDED_THE_JVM -> "The JVM ended. Does your code call System.exit?";
                };
        return new TestGrade(type + names.get(at % names.size()), verdict, message);
    }

    private static ExerciseGrade untested(String number, State state, String problem) {
        return new ExerciseGrade(
                number, title(number), 10, BigDecimal.ZERO, state, problem, "", List.of());
    }

    private static String title(String number) {
        return TITLES.get(Integer.parseInt(number.substring(2)) - 1);
    }
}
