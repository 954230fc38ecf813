package course.cli.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import course.cli.engine.Lesson;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.TestGrade.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is kept, what goes on later, and what several machines share. The grades themselves are
/// made up here.
class GraderTest {

    private static final List<String> LESSONS = List.of("lesson98", "lesson99");

    @TempDir private Path folder;

    private final List<Lesson> lessons =
            LESSONS.stream().map(id -> new Lesson(id, Path.of(id))).toList();
    private final ConcurrentLinkedQueue<String> worked = new ConcurrentLinkedQueue<>();

    @Test
    void keepsEveryGradeAndReadsItBack() throws Exception {
        Store store = new Store(folder.resolve("out"));

        boolean whole = grader(store, "key").grade(students(3), lessons, (_, _) -> {});

        assertThat(whole).isTrue();
        assertThat(store.grades(LESSONS)).hasSize(3);
        assertThat(store.grades(LESSONS).getFirst())
                .isEqualTo(
                        new StudentGrade(
                                "student-00",
                                "小明",
                                "1000",
                                List.of("a.rar was ignored."),
                                List.of(
                                        grade("student-00", "lesson98"),
                                        grade("student-00", "lesson99"))));
    }

    @Test
    void shardsTogetherGiveWhatOneRunGives() throws Exception {
        Store whole = new Store(folder.resolve("whole"));
        grader(whole, "key").grade(students(10), lessons, (_, _) -> {});
        Store merged = new Store(folder.resolve("merged"));

        for (int i = 1; i <= 4; i++) {
            Store part = new Store(folder.resolve("part" + i));
            grader(part, "key").grade(new Shard(i, 4).of(students(10)), lessons, (_, _) -> {});
            merged.add(part);
        }

        assertThat(merged.grades(LESSONS)).isEqualTo(whole.grades(LESSONS));
    }

    @Test
    void goesOnWhereItWasEnded() throws Exception {
        Store store = new Store(folder.resolve("out"));
        grader(store, "key").grade(students(4).subList(0, 2), lessons, (_, _) -> {});
        worked.clear();

        grader(store, "key").grade(students(4), lessons, (_, _) -> {});

        assertThat(worked)
                .containsExactlyInAnyOrder(
                        "student-02 lesson98",
                        "student-02 lesson99",
                        "student-03 lesson98",
                        "student-03 lesson99");
    }

    @Test
    void gradesAgainWhatWasMadeFromSomethingElse() throws Exception {
        Store store = new Store(folder.resolve("out"));
        grader(store, "key").grade(students(1), lessons, (_, _) -> {});
        worked.clear();

        grader(store, "another key").grade(students(1), lessons, (_, _) -> {});

        assertThat(worked).hasSize(2);
    }

    @Test
    void anInterruptKeepsWhatIsDoneAndNothingElse() throws Exception {
        Store store = new Store(folder.resolve("out"));
        CountDownLatch secondBegun = new CountDownLatch(1);
        Thread grading = Thread.currentThread();
        Grader.Work work =
                (submission, lesson) -> {
                    if (submission.id().equals("student-01")) {
                        secondBegun.countDown();
                        grading.interrupt();
                        waitForTheEnd();
                    }
                    return grade(submission.id(), lesson.id());
                };

        boolean whole =
                new Grader(store, work, (_, _) -> "key", 1)
                        .grade(students(3), lessons, (_, _) -> {});

        assertThat(whole).isFalse();
        assertThat(store.grades(LESSONS))
                .extracting(StudentGrade::id)
                .containsExactly("student-00");
    }

    @Test
    void aMachineThatFailsIsTold() {
        Grader.Work work =
                (_, _) -> {
                    throw new IOException("No space left on device");
                };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        new Grader(new Store(folder), work, (_, _) -> "key", 2)
                                .grade(students(3), lessons, (_, _) -> {}))
                .withMessage("No space left on device");
    }

    @Test
    void aFileThatWasCutOffIsNamed() throws Exception {
        Store store = new Store(folder.resolve("out"));
        grader(store, "key").grade(students(1), lessons, (_, _) -> {});
        Path file = folder.resolve("out/graded/student-00/lesson98.json");
        Files.writeString(file, "{");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store.grades(LESSONS))
                .withMessageContaining("lesson98.json cannot be read");
    }

    @Test
    void forgetsWhoHasLeftTheClass() throws Exception {
        Store store = new Store(folder.resolve("out"));
        grader(store, "key").grade(students(3), lessons, (_, _) -> {});

        store.retain(Set.of("student-01"));

        assertThat(store.grades(LESSONS))
                .extracting(StudentGrade::id)
                .containsExactly("student-01");
    }

    @Test
    void everyShardHasItsPart() {
        List<Integer> all = IntStream.range(0, 10).boxed().toList();

        assertThat(Shard.parse("1/4").of(all)).containsExactly(0, 4, 8);
        assertThat(Shard.parse("4/4").of(all)).containsExactly(3, 7);
        assertThat(Shard.WHOLE.of(all)).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0/4", "5/4", "1/0", "-1/4", "a/b", "1/99999"})
    void whatIsNoShardIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Shard.parse(text))
                .withMessageContaining("is no shard");
    }

    private Grader grader(Store store, String key) {
        return new Grader(
                store,
                (submission, lesson) -> {
                    worked.add(submission.id() + " " + lesson.id());
                    return grade(submission.id(), lesson.id());
                },
                (_, _) -> key,
                3);
    }

    private static void waitForTheEnd() throws IOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<Submission> students(int count) {
        List<Submission> students = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            students.add(
                    new Submission(
                            "student-%02d".formatted(i),
                            "小明",
                            Integer.toString(1000 + i),
                            Map.of(),
                            List.of("a.rar was ignored.")));
        }
        return students;
    }

    private static LessonGrade grade(String student, String lesson) {
        TestGrade test = new TestGrade("XTest.works", Verdict.FAILED, "of " + student + "\n\t你好");
        return new LessonGrade(
                lesson,
                "A title",
                List.of(
                        new ExerciseGrade(
                                "9.1",
                                "Title",
                                10,
                                new BigDecimal("3.33"),
                                State.PARTLY,
                                "",
                                "a hint",
                                List.of(test))));
    }
}
