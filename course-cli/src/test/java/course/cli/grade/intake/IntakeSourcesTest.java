package course.cli.grade.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import course.cli.engine.Lesson;
import course.cli.grade.Submission;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
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

/// Files that cannot be taken as they are.
@Timeout(60)
class IntakeSourcesTest {

    private static final String EXERCISE = "lesson02/exercise/UtfFrame.java";
    private static final String FILE = "alice/" + EXERCISE;

    @TempDir private Path folder;

    private ClassToRead students;

    @BeforeEach
    void make() throws IOException {
        students = ClassToRead.in(folder);
    }

    @Test
    void aByteOrderMarkIsTakenAway() throws IOException {
        students.write(FILE, "\ufeff" + ClassToRead.UTF_FRAME);

        Submission alice = students.one();

        assertThat(students.copied(alice)).containsValue(ClassToRead.UTF_FRAME);
        assertThat(alice.notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GBK, It is not UTF-8: line 2 has the byte c4.",
        "ISO-8859-1, It is not UTF-8: line 3 has the byte fc.",
        "UTF-16, 'It is UTF-16, not UTF-8.'",
        "x-UTF-16LE-BOM, 'It is UTF-16, not UTF-8.'"
    })
    void anotherEncodingIsNamedWithWhatToDo(Charset charset, String sentence) throws IOException {
        String chinese = charset.newEncoder().canEncode('你') ? "// 你好\n" : "// hello\n";
        String source = "package lesson02.exercise;\n" + chinese + "// für\nclass UtfFrame {}\n";
        students.write(FILE, source.getBytes(charset));

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices())
                .containsExactly(
                        EXERCISE
                                + ": refused. "
                                + sentence
                                + " Save it as UTF-8. IntelliJ: File | File Properties | File"
                                + " Encoding, UTF-8, Convert. VS Code: click the encoding at the"
                                + " bottom right, Save with Encoding, UTF-8.");
    }

    @Test
    void anEmptyFileIsTaken() throws IOException {
        students.write(FILE, "");

        assertThat(students.copied(students.one())).containsValue("");
    }

    @Test
    void aSourceOf100MegabytesIsNotRead() throws IOException {
        students.write(FILE, ClassToRead.UTF_FRAME);
        try (RandomAccessFile file =
                new RandomAccessFile(students.submissions().resolve(FILE).toFile(), "rw")) {
            file.setLength(100_000_000);
        }

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices())
                .containsExactly(
                        EXERCISE + ": refused. It has more than 256 KB. No exercise needs that.");
    }

    @Test
    void aSourceOfExactlyTheLimitIsTakenAndOneByteMoreIsNot() throws IOException {
        String most = "/".repeat(Source.MOST_BYTES);
        students.write(FILE, most);
        students.write("bob/" + EXERCISE, most + "/");

        List<Submission> both = students.read();

        assertThat(students.copied(both.getFirst())).containsValue(most);
        assertThat(both.getLast().sources()).isEmpty();
    }

    @Test
    void moreThanFiveMegabytesOfSourcesAreRefusedAsAWhole() throws IOException {
        students.write(FILE, ClassToRead.UTF_FRAME);
        for (int i = 0; i < 21; i++) {
            students.write("alice/lesson02/exercise/A" + i + ".java", "/".repeat(250_000));
        }

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices())
                .containsExactly(
                        "Nothing was taken: it has more than 5 MB of Java sources. Hand in the"
                                + " folders src/exercise/java, nothing else.");
    }

    @Test
    void moreThanTwentyThousandFilesAreRefusedAsAWhole() throws IOException {
        KnownNames names = new KnownNames(List.of());
        Gathering gathering = new Gathering(new Layout(names), folder);
        for (int i = 0; i < 20_000; i++) {
            gathering.found();
        }

        assertThatExceptionOfType(TooMuch.class)
                .isThrownBy(gathering::found)
                .withMessageStartingWith(
                        "Nothing was taken: it has more than 20,000 files and folders.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows lets few users make links.")
    void aLinkIsNeverFollowedAtAnyLevel() throws IOException {
        Path outside = folder.resolve("outside/lesson02/exercise");
        Files.createDirectories(outside);
        Files.writeString(outside.resolve("UtfFrame.java"), ClassToRead.UTF_FRAME);
        students.write("alice/notes.txt", "");
        Path submissions = students.submissions();
        Files.createDirectories(submissions.resolve("alice/lesson02/exercise"));
        Files.createSymbolicLink(submissions.resolve(FILE), outside.resolve("UtfFrame.java"));
        Files.createSymbolicLink(submissions.resolve("alice/all"), folder.resolve("outside"));
        Files.createSymbolicLink(submissions.resolve("alice/loop"), submissions);
        Files.createSymbolicLink(submissions.resolve("bob"), folder.resolve("outside"));

        List<Submission> both = students.read();

        String sentence =
                ": refused. It is a link, and links are not followed: hand in the file itself.";
        assertThat(both).extracting(Submission::id).containsExactly("alice", "bob");
        assertThat(both).allSatisfy(one -> assertThat(one.sources()).isEmpty());
        assertThat(both.getFirst().notices())
                .containsExactly("all" + sentence, EXERCISE + sentence, "loop" + sentence);
        assertThat(both.getLast().notices()).containsExactly("bob" + sentence);
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        students.write(FILE + "/readme.txt", "");

        assertThat(students.one().notices())
                .containsExactly(EXERCISE + ": refused. It is a folder, not a file.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no mkfifo.")
    void aPipeIsNotOpened() throws Exception {
        students.write("alice/lesson02/exercise/notes.txt", "");
        Path pipe = students.submissions().resolve(FILE);
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();

        assertThat(students.one().notices())
                .containsExactly(EXERCISE + ": refused. It is not an ordinary file.");
    }

    @Test
    void aFileThatFailsWhileItIsReadIsNamed() throws IOException {
        KnownNames names = new KnownNames(Lesson.allIn(Path.of("..")));
        Gathering gathering = new Gathering(new Layout(names), folder);

        gathering.file(
                List.of("lesson02", "exercise", "UtfFrame.java"),
                10,
                () -> {
                    throw new IOException("/dev/sda1: input/output error");
                });

        assertThat(gathering.notices()).containsExactly(EXERCISE + ": refused. It cannot be read.");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows allows no such name.")
    void whatCannotBeSeenInANameIsEscaped() throws IOException {
        students.write("alice/lesson02/exercise/A\nB: all passed\u202e.java", "");

        assertThat(students.one().notices())
                .containsExactly(
                        "lesson02/exercise/A\\u000aB: all passed\\u202e.java: refused. Its name is"
                                + " not the name of a class, followed by .java.");
    }

    @Test
    void theSameClassTwiceIsTakenWhenBothAreTheSame() throws IOException {
        students.write(FILE, ClassToRead.UTF_FRAME);
        students.write("alice/backup/UtfFrame.java", ClassToRead.UTF_FRAME);

        Submission alice = students.one();

        assertThat(students.copied(alice)).hasSize(1);
        assertThat(alice.notices()).isEmpty();
    }

    @Test
    void ofTwoVersionsOfAClassNoneIsTaken() throws IOException {
        students.write(FILE, ClassToRead.UTF_FRAME);
        students.write("alice/backup/UtfFrame.java", ClassToRead.UTF_FRAME + "// better");
        students.write("alice/MessageSender.java", ClassToRead.source("lesson02", "MessageSender"));

        Submission alice = students.one();

        assertThat(students.copied(alice))
                .containsOnlyKeys("lesson02/lesson02/exercise/MessageSender.java");
        assertThat(alice.notices())
                .containsExactly(
                        EXERCISE
                                + ": refused. It was handed in more than once, and not twice the"
                                + " same: backup/UtfFrame.java, "
                                + EXERCISE
                                + ". Hand in one.");
    }

    @Test
    void namesThatDifferInCaseOnlyAreNotTaken() throws IOException {
        students.write(
                "alice.zip",
                ClassToRead.zip(
                        Map.of(
                                "lesson02/exercise/Helper.java",
                                "class Helper {}",
                                "lesson02/exercise/HELPER.java",
                                "class HELPER {}",
                                EXERCISE,
                                ClassToRead.UTF_FRAME)));

        Submission alice = students.one();

        assertThat(students.copied(alice))
                .containsOnlyKeys("lesson02/lesson02/exercise/UtfFrame.java");
        assertThat(alice.notices())
                .singleElement()
                .asString()
                .contains("alice.zip/lesson02/exercise/HELPER.java")
                .contains("alice.zip/lesson02/exercise/Helper.java")
                .contains("refused. It was handed in more than once");
    }

    @Test
    void whatLayInTheWorkFolderFromAnEarlierTimeIsGone() throws IOException {
        students.write(FILE, ClassToRead.UTF_FRAME);
        students.write("alice/MessageSender.java", ClassToRead.source("lesson02", "MessageSender"));
        students.one();

        Files.delete(students.submissions().resolve("alice/MessageSender.java"));

        assertThat(students.copied(students.one())).hasSize(1);
    }

    @Test
    void hundredsOfSurprisesAreToldAsAHundredAndANumber() throws IOException {
        for (int i = 0; i < 250; i++) {
            students.write("alice/src/exercise/java/A" + i + ".java", "");
        }

        List<String> notices = students.one().notices();

        assertThat(notices).hasSize(101).last().isEqualTo("And 150 more.");
        assertThat(notices.getFirst()).startsWith("src/exercise/java/A0.java: ignored.");
    }
}
