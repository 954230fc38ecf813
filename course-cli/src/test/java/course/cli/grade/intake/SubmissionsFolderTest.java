package course.cli.grade.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import course.cli.grade.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is who in the folder of a class.
@Timeout(60)
class SubmissionsFolderTest {

    private static final String EXERCISE = "lesson02/exercise/UtfFrame.java";

    @TempDir private Path folder;

    private ClassToRead students;

    @BeforeEach
    void make() throws IOException {
        students = ClassToRead.in(folder);
    }

    @Test
    void moodlesFoldersAreOneStudentEach() throws IOException {
        students.write(
                "Ming Li_12345_assignsubmission_file_/homework.zip",
                ClassToRead.zip(Map.of("hw/" + EXERCISE, ClassToRead.UTF_FRAME)));
        students.write("Ming Li_12345_assignsubmission_onlinetext_/onlinetext.html", "Hello");
        students.write("Jürgen Groß_7_assignsubmission_file_/UtfFrame.java", ClassToRead.UTF_FRAME);
        students.write("李明_8_assignsubmission_file/" + EXERCISE, ClassToRead.UTF_FRAME);
        students.write("O'Neill, Ann-Marie_9_assignsubmission_onlinetext_/x.html", "Hello");
        students.write("Grades-Networks-Lesson 2-4711.csv", "Identifier,Full name");

        List<Submission> all = students.read();

        assertThat(all)
                .extracting(Submission::id, Submission::name, Submission::participant)
                .containsExactly(
                        tuple("Jürgen-Groß_7", "Jürgen Groß", "7"),
                        tuple("Ming-Li_12345", "Ming Li", "12345"),
                        tuple("O-Neill-Ann-Marie_9", "O'Neill, Ann-Marie", "9"),
                        tuple("李明_8", "李明", "8"));
        assertThat(all).extracting(one -> students.copied(one).size()).containsExactly(1, 1, 0, 1);
        assertThat(all.get(2).notices())
                .containsExactly("The folder: only text was typed into Moodle. Hand in files.");
        assertThat(all.get(1).notices()).isEmpty();
    }

    @Test
    void moodlesFlatFilesBelongToTheirStudent() throws IOException {
        students.write(
                "李 明_12_assignsubmission_file_UtfFrame.java",
                ClassToRead.source("lesson02", "UtfFrame"));
        students.write(
                "李 明_12_assignsubmission_file_MessageSender.java",
                ClassToRead.source("lesson02", "MessageSender"));
        students.write("李 明_12_assignsubmission_file_notes.pdf", "");
        students.write("李 明_12_assignsubmission_file_old.rar", "");
        students.write(
                "Eva Maier_13_assignsubmission_file_alles.zip",
                ClassToRead.zip(Map.of(EXERCISE, ClassToRead.UTF_FRAME)));

        List<Submission> all = students.read();

        assertThat(all).extracting(Submission::name).containsExactly("Eva Maier", "李 明");
        assertThat(students.copied(all.getFirst())).hasSize(1);
        assertThat(students.copied(all.getLast()))
                .containsOnlyKeys(
                        "lesson02/lesson02/exercise/MessageSender.java",
                        "lesson02/lesson02/exercise/UtfFrame.java");
        assertThat(all.getLast().notices())
                .containsExactly("old.rar: refused. Only zips are opened: hand it in as a zip.");
    }

    @ParameterizedTest
    @CsvSource({"Participant", "Teilnehmerin", "参与者"})
    void anonymousStudentsAreToldApartByTheirNumbers(String word) throws IOException {
        students.write(word + "_21_assignsubmission_file_/UtfFrame.java", "");
        students.write(word + "_22_assignsubmission_file_/UtfFrame.java", "");

        assertThat(students.read())
                .extracting(Submission::id, Submission::name, Submission::participant)
                .containsExactly(
                        tuple(word + "_21", word + " 21", "21"),
                        tuple(word + "_22", word + " 22", "22"));
    }

    @Test
    void gitHubClassroomsPrefixIsNotPartOfTheName() throws IOException {
        students.write("lesson-2-frames-mingli/" + EXERCISE, "");
        students.write("lesson-2-frames-anna-w/" + EXERCISE, "");
        students.write("lesson-2-frames-bob.zip", new RawZip().add(EXERCISE, "").bytes());

        assertThat(students.read())
                .extracting(Submission::id, Submission::name)
                .containsExactly(
                        tuple("lesson-2-frames-anna-w", "anna-w"),
                        tuple("lesson-2-frames-bob", "bob"),
                        tuple("lesson-2-frames-mingli", "mingli"));
    }

    @Test
    void aPrefixThatIsSomebodysWholeNameIsNoPrefix() throws IOException {
        students.write("lesson-/" + EXERCISE, "");
        students.write("lesson-anna/" + EXERCISE, "");

        assertThat(students.read())
                .extracting(Submission::name)
                .containsExactly("lesson-", "lesson-anna");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows allows no such names.")
    void idsAreFitForFileNamesAndDifferAlways() throws IOException {
        List<String> folders =
                List.of(
                        "alice",
                        "Alice",
                        "Ming Li",
                        "Ming-Li",
                        "Ming:Li",
                        "-.-",
                        "CON",
                        "-rf",
                        "a\nb",
                        "张伟",
                        "x".repeat(200),
                        "x".repeat(201),
                        "\u202e",
                        "é",
                        "e\u0301");
        for (String name : folders) {
            students.write(name + "/" + EXERCISE, "");
        }
        students.write("Ming-Li.zip", new RawZip().add(EXERCISE, "").bytes());

        List<Submission> all = students.read();

        assertThat(all).hasSize(folders.size() + 1);
        assertThat(all)
                .extracting(one -> KnownNames.lower(one.id()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[\\p{L}\\p{M}\\p{N}_][\\p{L}\\p{M}\\p{N}_.-]{0,70}"));
        assertThat(all).extracting(Submission::id).contains("Ming-Li", "张伟", "student-CON", "rf");
        assertThat(all).allSatisfy(one -> assertThat(students.copied(one)).hasSize(1));
        assertThat(students.read()).isEqualTo(all);
    }

    @Test
    void anIdDoesNotChangeWhenOthersComeAndGo() throws IOException {
        students.write("Ming Li/" + EXERCISE, "");
        String before = students.one().id();

        students.write("Ana/" + EXERCISE, "");

        assertThat(before).isEqualTo("Ming-Li");
        assertThat(students.read()).extracting(Submission::id).containsExactly("Ana", before);
    }

    @Test
    void aFolderWithoutStudentsIsToldInOneLine() throws IOException {
        Path submissions = students.submissions();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(students::read)
                .withMessage(
                        submissions
                                + " is empty. It should hold a folder or a zip for each student.");

        students.write(".DS_Store", "");
        students.write("grades.csv", "");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(students::read)
                .withMessageContaining(" is empty. ");

        ClassToRead nowhere = new ClassToRead(submissions.resolve("none"), students.work());
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(nowhere::read)
                .withMessage(
                        submissions.resolve("none")
                                + " is not a folder. Name the folder that holds a folder or a zip"
                                + " for each student.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/exercise/java/" + EXERCISE,
                EXERCISE,
                "lesson02-tcp-oneway/src/exercise/java/" + EXERCISE,
                "pom.xml"
            })
    void theFolderOfOneStudentIsNoClass(String path) throws IOException {
        students.write(path, "");
        students.write("testkit/README.md", "");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(students::read)
                .withMessage(
                        students.submissions()
                                + " holds "
                                + path.replaceAll("/.*", "")
                                + ", so it looks like the work of one student. Name the folder"
                                + " that holds a folder or a zip for each student.");
    }

    @Test
    void aClassThatLiesOneFolderDeeperIsNamed() throws IOException {
        students.write("CS101-Lesson 2-4711/Ming Li_12_assignsubmission_file_/UtfFrame.java", "");
        Path submissions = students.submissions();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(students::read)
                .withMessage(
                        submissions
                                + " holds one folder, and that one holds the class. Name it: "
                                + submissions.resolve("CS101-Lesson 2-4711"));
    }

    @Test
    void aSourceThatBelongsToNobodyIsTold() throws IOException {
        students.write("alice/" + EXERCISE, "");
        students.write("UtfFrame.java", "");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(students::read)
                .withMessage(
                        "UtfFrame.java lies in "
                                + students.submissions()
                                + " itself, so nobody knows whose it is. That folder should hold a"
                                + " folder or a zip for each student.");
    }

    @Test
    void aStudentWhoHandedInNothingIsThere() throws IOException {
        Files.createDirectory(students.submissions().resolve("alice"));

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices()).isEmpty();
    }
}
