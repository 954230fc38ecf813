package course.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The edition that a teacher hands out.
class StudentEditionTest {

    private static final String DOUBLER = "src/exercise/java/lesson99/exercise/Doubler.java";
    private static final String STUB =
            "throw new UnsupportedOperationException(\"Return twice the number.\");";

    @TempDir private Path folder;

    @TempDir private Path handedOut;

    private SampleCourse course;
    private SampleCourse students;

    @BeforeEach
    void copy() throws IOException {
        course = SampleCourse.copyInto(folder);
        students = new SampleCourse(handedOut);
    }

    @Test
    void hasNoSolutionsNoWrongAnswersAndNothingForTeachers() throws IOException {
        Files.writeString(
                folder.resolve("README.md"),
                "# Course\n<!-- authors -->\nSee [TEACHING](TEACHING.md)\n<!-- /authors -->\nGo on.\n");
        Files.writeString(folder.resolve("TEACHING.md"), "Secrets.");

        SampleCourse.Answer answer = export();

        assertThat(answer.err()).isEmpty();
        assertThat(answer.status()).isZero();
        assertThat(files())
                .contains(
                        "lesson99-sample/src/exercise/java/lesson99/exercise/Doubler.java",
                        "lesson99-sample/src/stub/java/lesson99/exercise/Doubler.java",
                        "lesson99-sample/src/test/java/lesson99/exercise/DoublerTest.java",
                        "lesson99-sample/src/wrong/java/adds-instead/caught-by.properties")
                .noneMatch(file -> file.contains("solution") || file.contains("TEACHING"))
                .noneMatch(file -> file.matches(".*src/wrong/.*\\.java"));
        assertThat(Files.readString(handedOut.resolve("README.md")))
                .isEqualTo("# Course\nGo on.\n");
    }

    @Test
    void studentsWorkInItAsInTheWholeCourse() throws IOException {
        export();

        assertThat(students.run("check", "99.1").status()).isZero();
        students.change(DOUBLER, STUB, "return 2 + number;");
        assertThat(String.join("\n", students.run("check", "99.1").out()))
                .contains("Two times, not plus two.");
        assertThat(students.run("hint", "99.1").out().getFirst())
                .startsWith("Your last check failed in a way that is known: ");
        students.change(DOUBLER, "return 2 + number;", "return 2 * number;");
        assertThat(students.run("check", "99.1").status()).isZero();
        assertThat(students.run("solution", "99.1").out())
                .containsExactly(
                        "This edition of the course has no solutions. Your teacher has them.");
        assertThat(students.run("reset", "99.1").out().getFirst())
                .isEqualTo("99.1 Double a number is the stub again.");
        assertThat(Files.readString(students.file(DOUBLER))).contains(STUB);
    }

    @Test
    void commandsOfAuthorsAreRefusedInIt() throws IOException {
        export();

        for (List<String> command :
                List.of(
                        List.of("verify"),
                        List.of("text", "--update"),
                        List.of("export", "--student", folder.resolve("x").toString()))) {
            SampleCourse.Answer answer = students.run(command.toArray(String[]::new));
            assertThat(answer.status()).isEqualTo(2);
            assertThat(answer.err())
                    .singleElement()
                    .asString()
                    .contains("This edition of the course has no solutions: " + command.getFirst());
        }
    }

    @Test
    void exerciseThatWasBegunOrFolderThatIsFullIsRefusedAndNothingIsWritten() throws IOException {
        course.change(DOUBLER, STUB, "return 2 * number;");

        SampleCourse.Answer begun = export();

        assertThat(begun.status()).isOne();
        assertThat(begun.err())
                .containsExactly(
                        "./course: exercise 99.1 is not as students get it. Nothing was written."
                                + " First: ./course reset 99.1");
        assertThat(handedOut).isEmptyDirectory();

        assertThat(course.run("export", "--student", folder.toString()).err())
                .singleElement()
                .asString()
                .contains("is inside the course. Name a folder elsewhere.");
        Files.writeString(handedOut.resolve("thesis.txt"), "mine");
        assertThat(export().err())
                .singleElement()
                .asString()
                .contains("is not empty. Nothing was written.");
    }

    private SampleCourse.Answer export() {
        return course.run("export", "--student", handedOut.toString());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(handedOut)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> handedOut.relativize(file).toString().replace('\\', '/'))
                    .toList();
        }
    }
}
