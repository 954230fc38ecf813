package course.cli.grade;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.engine.WrongAnswer;
import course.cli.grade.ClassMaker.Kind;
import course.cli.grade.ClassMaker.Student;
import course.cli.grade.intake.Intake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A class is made, and graded as it must be.
class ClassMakerTest {

    private static final long SEED = 20_260_202;

    @TempDir private Path folder;

    static List<Lesson> lessons() throws IOException {
        return Lesson.allIn(Path.of(".."));
    }

    static List<Lesson> measuredLessons() throws IOException {
        return lessons().stream().filter(WrongAnswerScores::isKept).toList();
    }

    private static Lesson lesson(String id) throws IOException {
        return lessons().stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    @Test
    @Timeout(60)
    void theSameSeedMakesTheSameClass() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));

        List<Student> made = new ClassMaker(lesson("lesson02"), SEED).make(50, first);

        assertThat(new ClassMaker(lesson("lesson02"), SEED).make(50, second)).isEqualTo(made);
        assertThat(contentOf(second)).isEqualTo(contentOf(first));
    }

    @Test
    @Timeout(60)
    void everyKindOfStudentIsThereAndWhatWasHandedInIsTaken() throws IOException {
        Path submissions = Files.createDirectory(folder.resolve("submissions"));
        List<Student> made = new ClassMaker(lesson("lesson02"), SEED).make(150, submissions);

        List<Submission> taken =
                Intake.read(submissions, List.of(lesson("lesson02")), folder.resolve("work"));

        assertThat(made).extracting(Student::kind).contains(Kind.values());
        assertThat(taken)
                .extracting(Submission::id)
                .containsExactlyElementsOf(
                        made.stream().map(one -> one.expected().id()).sorted().toList());
        for (int i = 0; i < made.size(); i++) {
            if (made.get(i).kind() != Kind.ATTACK) {
                assertThat(taken.get(i).notices()).as(taken.get(i).id()).isEmpty();
                assertThat(sourcesOf(taken.get(i))).isEqualTo(made.get(i).sources());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("lessons")
    @Timeout(120)
    void aDisguisedSolutionCompilesAndLooksDifferent(Lesson lesson) throws IOException {
        Random random = new Random(SEED);
        List<String> arguments =
                new ArrayList<>(
                        List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-sourcepath"));
        arguments.add(lesson.mainSources().toString());
        for (Map.Entry<String, Path> file :
                JavaFiles.in(lesson.solutionSources()).files().entrySet()) {
            String text = Files.readString(file.getValue());
            String disguised = Disguise.of(text, random);
            assertThat(disguised).isNotEqualTo(text);
            Path copy = folder.resolve(file.getKey());
            Files.createDirectories(copy.getParent());
            arguments.add(Files.writeString(copy, disguised).toString());
        }

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, said, said, arguments.toArray(String[]::new));

        assertThat(status).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    /// A wrong answer that is new or renamed has to be measured: see [MeasuredWrongAnswers].
    @ParameterizedTest
    @MethodSource("measuredLessons")
    @Timeout(60)
    void everyWrongAnswerHasAScoreAndFailsTheTestItNames(Lesson lesson) throws IOException {
        WrongAnswerScores scores = WrongAnswerScores.of(lesson);

        assertThat(scores.answers().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        lesson.wrongAnswers().stream()
                                .map(answer -> answer.getFileName().toString())
                                .toList());
        for (Path answer : lesson.wrongAnswers()) {
            assertThat(scores.answers().get(answer.getFileName().toString()).failing())
                    .as("%s", answer.getFileName())
                    .anyMatch(test -> startsWithNameOf(answer, test));
        }
    }

    private static boolean startsWithNameOf(Path answer, String test) {
        try {
            return test.startsWith(WrongAnswer.in(answer).test());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `-Dgrade.students=300 -Dgrade.lesson=lesson05` grades another class.
    @Tag("long")
    @TestFactory
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "There is no sandbox on Windows.")
    Stream<DynamicTest> everyGradeIsAsItMustBe() throws Exception {
        int students = Integer.getInteger("grade.students", 12);
        Lesson lesson = lesson(System.getProperty("grade.lesson", "lesson02"));
        Path submissions = Files.createDirectory(folder.resolve("submissions"));
        List<Student> made = new ClassMaker(lesson, SEED).make(students, submissions);

        Grades grades = Grades.of(submissions, lesson.id());

        return made.stream()
                .map(one ->
                        DynamicTest.dynamicTest(
                                one.expected().id() + " " + one.kind(),
                                () -> assertThat(grades.faults(one.expected())).isEmpty()));
    }

    private static Map<String, String> sourcesOf(Submission submission) throws IOException {
        Map<String, String> sources = new TreeMap<>();
        for (Path lesson : submission.sources().values()) {
            for (Path file : JavaFiles.in(lesson).files().values()) {
                sources.put(
                        file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }

    private static Map<String, Integer> contentOf(Path folder) throws IOException {
        Map<String, Integer> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(
                        folder.relativize(file).toString(),
                        Arrays.hashCode(Files.readAllBytes(file)));
            }
        }
        return content;
    }
}
