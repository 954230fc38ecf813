package course.cli.grade.intake;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.engine.Lesson;
import course.cli.grade.Submission;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where in a submission an exercise is found, and where not.
@Timeout(60)
class IntakePlacesTest {

    private static final String TAKEN = "lesson02/lesson02/exercise/UtfFrame.java";

    @TempDir private Path folder;

    private ClassToRead students;

    @BeforeEach
    void make() throws IOException {
        students = ClassToRead.in(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice/lesson02-tcp-oneway/src/exercise/java/lesson02/exercise/UtfFrame.java",
                "alice/course-main/lesson02-tcp-oneway/src/exercise/java/lesson02/exercise/UtfFrame.java",
                "alice/src/exercise/java/lesson02/exercise/UtfFrame.java",
                "alice/src/lesson02/exercise/UtfFrame.java",
                "alice/lesson02/exercise/UtfFrame.java",
                "alice/作业 二/lesson02/exercise/UtfFrame.java",
                "alice/UtfFrame.java",
                "alice/Abgabe 2/UtfFrame.java",
                "alice/lesson02/UtfFrame.java",
            })
    void anExerciseIsFoundInAnyDepth(String path) throws IOException {
        students.write(path, ClassToRead.UTF_FRAME);

        Submission alice = students.one();

        assertThat(students.copied(alice)).containsExactly(Map.entry(TAKEN, ClassToRead.UTF_FRAME));
        assertThat(alice.sources())
                .containsExactly(Map.entry("lesson02", students.work().resolve("alice/lesson02")));
        assertThat(alice.notices()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice/lesson02-tcp-oneway/src/solution/java/lesson02/exercise/UtfFrame.java",
                "alice/lesson02-tcp-oneway/src/test/java/lesson02/exercise/UtfFrame.java",
                "alice/lesson02-tcp-oneway/src/wrong/java/a/lesson02/exercise/UtfFrame.java",
                "alice/lesson02-tcp-oneway/src/stub/java/lesson02/exercise/UtfFrame.java",
                "alice/course-cli/src/test/a/src/exercise/java/lesson02/exercise/UtfFrame.java",
                "alice/lesson02-tcp-oneway/src/main/java/lesson02/Segment.java",
                "alice/__MACOSX/lesson02/exercise/._UtfFrame.java",
                "alice/__MACOSX/lesson02/exercise/UtfFrame.java",
                "alice/.git/lesson02/exercise/UtfFrame.java",
                "alice/.idea/UtfFrame.java",
                "alice/target/classes/UtfFrame.java",
                "alice/README.md",
                "alice/lesson02/exercise/UtfFrame.class",
                "alice/lesson05/exercise/ChatRoom.java",
            })
    void whatIsOfTheCourseOrOfAToolIsSkippedWithoutAWord(String path) throws IOException {
        students.write(path, ClassToRead.UTF_FRAME);

        Submission alice = students.one("lesson02");

        assertThat(students.copied(alice)).isEmpty();
        assertThat(alice.notices()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    src/exercise/java/org/junit/jupiter/api/Assertions.java | ignored. Only what stands in lesson02/exercise is taken.
                    src/exercise/java/lesson02/UtfFrame.java                | ignored. Only what stands in lesson02/exercise is taken.
                    src/exercise/java/lesson02/exercise/deep/Mine.java      | ignored. Only what stands in lesson02/exercise is taken.
                    src/exercise/java/Lesson02/Exercise/UtfFrame.java       | ignored. Only what stands in lesson02/exercise is taken.
                    org/junit/jupiter/api/Test.java                         | ignored. Only what stands in lesson02/exercise is taken.
                    Helper.java                                             | ignored. Only what stands in lesson02/exercise is taken.
                    src/main/java/lesson02/exercise/UtfFrame.java           | ignored. An exercise stands in src/exercise/java, not in main.
                    lesson42/exercise/UtfFrame.java                         | ignored. The course has no lesson42.
                    lesson02/exercise/UtfFrameTest.java                     | refused. The course itself has a class of this name: rename yours.
                    lesson02/exercise/utfframetest.java                     | refused. The course itself has a class of this name: rename yours.
                    lesson02/exercise/OneConnection.java                    | refused. The course itself has a class of this name: rename yours.
                    lesson02/exercise/Segment.java                          | refused. The course itself has a class of this name: rename yours.
                    lesson02/exercise/utfFrame.java                         | refused. The exercise is called UtfFrame.java: mind the case.
                    lesson02/exercise/package-info.java                     | refused. Its name is not the name of a class, followed by .java.
                    lesson02/exercise/UtfFrame (1).java                     | refused. Its name is not the name of a class, followed by .java.
                    lesson02/exercise/UtfFrame.JAVA                         | refused. Its name is not the name of a class, followed by .java.
                    lesson02/exercise/class.java                            | refused. Its name is not the name of a class, followed by .java.
                    module-info.java                                        | refused. The course has no modules.
                    src/exercise/java/module-info.java                      | ignored. Only what stands in lesson02/exercise is taken.
                    """)
    void whatIsNotTakenIsNamedWithTheReason(String path, String sentence) throws IOException {
        students.write("alice/" + path, "class A {}");

        Submission alice = students.one("lesson02");

        assertThat(students.copied(alice)).isEmpty();
        assertThat(alice.notices()).containsExactly(path + ": " + sentence);
    }

    @Test
    void aClassOfTheStudentsOwnBesideAnExerciseIsTaken() throws IOException {
        students.write("alice/lesson02/exercise/Zähler.java", "class Zähler {}");
        students.write("alice/Helper.java", ClassToRead.source("lesson02", "Helper"));

        Submission alice = students.one();

        assertThat(students.copied(alice))
                .containsOnlyKeys(
                        "lesson02/lesson02/exercise/Zähler.java",
                        "lesson02/lesson02/exercise/Helper.java");
        assertThat(alice.notices()).isEmpty();
    }

    @Test
    void aNameThatTwoLessonsHaveIsDecidedByThePackage() throws IOException {
        students.write("alice/ChatRoom.java", ClassToRead.source("lesson07", "ChatRoom"));
        students.write("bob/ChatRoom.java", "class ChatRoom {}");

        assertThat(students.copied(students.read().getFirst()))
                .containsOnlyKeys("lesson07/lesson07/exercise/ChatRoom.java");
        assertThat(students.read().getLast().notices())
                .containsExactly(
                        "ChatRoom.java: ignored. There is an exercise of this name in lesson05 and"
                                + " in lesson07: hand it in inside the folders lesson05/exercise.");
        assertThat(students.read("lesson05").getFirst().sources()).isEmpty();
    }

    @Test
    void theWholeCourseItselfIsACloneWithoutAnySurprise() throws IOException {
        KnownNames names = new KnownNames(Lesson.allIn(Path.of("..")));
        Gathering gathering = new Gathering(new Layout(names), folder);

        new FolderWalk(gathering).walk(Path.of(".."), List.of());

        assertThat(gathering.notices()).isEmpty();
        assertThat(gathering.accepted().writeTo(folder.resolve("taken")))
                .containsOnlyKeys(
                        "lesson01",
                        "lesson02",
                        "lesson03",
                        "lesson04",
                        "lesson05",
                        "lesson06",
                        "lesson07");
    }
}
