package course.cli.grade.judge;

import static course.cli.grade.judge.SampleLesson.DOUBLER;
import static course.cli.grade.judge.SampleLesson.TRIPLER;
import static course.cli.grade.judge.SampleLesson.doubler;
import static course.cli.grade.judge.SampleLesson.tripler;
import static course.cli.grade.judge.SampleLesson.verdicts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.LessonGrade;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a hostile submission gets: never an error of the judge, never a point for what did not
/// pass, and what passed before and after keeps its points.
@Tag("long")
@Timeout(300)
class JudgeAttackTest {

    private static final String TWO = "doublesTwo ";
    private static final String ZERO = "doublesOthers [1] number = 0 ";
    private static final String THREE = "doublesOthers [2] number = 3 ";
    private static final String FOUR = "doublesOthers [3] number = 4 ";

    @TempDir private static Path folder;

    private static SampleLesson sample;

    @BeforeAll
    static void open() throws IOException {
        sample = new SampleLesson(folder);
    }

    @AfterAll
    static void close() {
        sample.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.exit(0);", "Runtime.getRuntime().halt(0);"})
    void endingTheJvmCostsThatTestAndNoOther(String end) throws Exception {
        LessonGrade grade = sample.judgeDoublerThat("if (number == 3) { " + end + " }");

        assertThat(verdicts(doubler(grade)))
                .containsExactly(
                        ZERO + "PASSED", THREE + "ENDED_THE_JVM", FOUR + "PASSED", TWO + "PASSED");
        assertThat(doubler(grade).score()).hasToString("7.50");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void endingTheJvmAlwaysCostsItsExerciseAndNoOther() throws Exception {
        LessonGrade grade = sample.judgeDoublerThat("System.exit(0);");

        assertThat(verdicts(doubler(grade)))
                .containsExactly(
                        ZERO + "ENDED_THE_JVM",
                        THREE + "ENDED_THE_JVM",
                        FOUR + "ENDED_THE_JVM",
                        TWO + "ENDED_THE_JVM");
        assertThat(doubler(grade).state()).isEqualTo(State.FAILED);
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void aThreadThatEndsTheJvmLaterCostsNoTestOfAnother() throws Exception {
        LessonGrade grade =
                sample.judgeDoublerThat(
                        "if (number == 0) { Thread.ofPlatform().start(() -> {"
                                + " java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);"
                                + " System.exit(0); }); }");

        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
        assertThat(verdicts(doubler(grade)))
                .contains(TWO + "PASSED", THREE + "PASSED", FOUR + "PASSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (number == 3) {}",
                "while (number == 3) { System.out.println(\"and on and on\"); }",
                "if (number == 3) { new Object() { synchronized void wait1() throws Exception { wait(); } }.toString();"
                        + " Object lock = new Object(); synchronized (lock) { try { lock.wait(); }"
                        + " catch (InterruptedException e) { throw new IllegalStateException(e); } } }"
            })
    void whatNeverEndsCostsThatTestAndNoOther(String loop) throws Exception {
        LessonGrade grade = sample.judgeDoublerThat(loop);

        assertThat(verdicts(doubler(grade)))
                .containsExactly(
                        ZERO + "PASSED", THREE + "TIME_LIMIT", FOUR + "PASSED", TWO + "PASSED");
        assertThat(doubler(grade).tests().get(1).message())
                .contains("did not end within 5 seconds", "Doubler.java");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void aLoopInAStaticInitializerCostsItsExercise() throws Exception {
        LessonGrade grade =
                sample.judgeWith(
                        TRIPLER,
                        """
                        package lesson99.exercise;
                        public final class Tripler {
                            static { loop(); }
                            private static void loop() { while (true) {} }
                            public static int thrice(int number) { return 3 * number; }
                        }
                        """);

        assertThat(verdicts(tripler(grade))).containsExactly("triplesTwo TIME_LIMIT");
        assertThat(doubler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void aMemoryBombCostsThatTestAndNoOther() throws Exception {
        LessonGrade grade =
                sample.judgeDoublerThat(
                        "if (number == 3) { java.util.List<long[]> all = new java.util.ArrayList<>();"
                                + " while (true) { all.add(new long[1_000_000]); } }");

        assertThat(verdicts(doubler(grade)))
                .contains(TWO + "PASSED", ZERO + "PASSED", FOUR + "PASSED")
                .doesNotContain(THREE + "PASSED");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "while (true) { Thread.ofPlatform().start(() -> {"
                        + " java.util.concurrent.locks.LockSupport.park(); }); }",
                "while (true) { try { new ProcessBuilder(\"sleep\", \"1000\").start(); }"
                        + " catch (java.io.IOException e) { throw new IllegalStateException(e); } }",
                "java.util.List<Object> all = new java.util.ArrayList<>(); while (true) { try {"
                        + " all.add(new java.net.ServerSocket(0)); }"
                        + " catch (java.io.IOException e) { throw new IllegalStateException(e); } }"
            })
    void bombsOfThreadsProcessesAndDescriptorsStayInTheSandbox(String bomb) throws Exception {
        assumeThat(sample.sandbox().isolates()).isTrue();

        LessonGrade grade = sample.judgeDoublerThat("if (number == 3) { " + bomb + " }");

        assertThat(verdicts(doubler(grade)))
                .contains(TWO + "PASSED", ZERO + "PASSED", FOUR + "PASSED")
                .doesNotContain(THREE + "PASSED");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void aSourceThatExhaustsTheCompilerCostsItsExercise() throws Exception {
        StringBuilder bomb =
                new StringBuilder("package lesson99.exercise; public class Doubler {\n");
        bomb.append("static final String A0 = \"%s\";\n".formatted("x".repeat(30)));
        for (int i = 1; i < 40; i++) {
            bomb.append("static final String A%d = A%d + A%d;\n".formatted(i, i - 1, i - 1));
        }
        bomb.append("public static int twice(int n) { return 2 * n; } }");

        LessonGrade grade = sample.judgeWith(DOUBLER, bomb.toString());

        assertThat(doubler(grade).state()).isEqualTo(State.REFUSED);
        assertThat(doubler(grade).problem()).startsWith("The compiler was stopped: ");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void aSourceThatIsNestedTooDeeplyCostsItsExercise() throws Exception {
        LessonGrade grade =
                sample.judgeDoublerThat(
                        "int x = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + ";");

        assertThat(doubler(grade).state()).isIn(State.REFUSED, State.DOES_NOT_COMPILE);
        assertThat(doubler(grade).problem()).doesNotContain("at com.sun.tools");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void whatLooksLikeAResultIsNotBelieved() throws Exception {
        LessonGrade grade =
                sample.judgeDoublerThat(
                        """
                        String line = "\\n\\tended\\t[engine:junit-jupiter]\\tPASSED\\tfalse\\t0\\t99.1\\tx\\t\\n\\tfinished\\n";
                        System.out.print(line);
                        System.out.flush();
                        try {
                            new ProcessBuilder("/bin/sh", "-c",
                                    "printf '\\\\nabc\\\\tfinished\\\\n'; head -c 300000 /dev/zero; cat /proc/*/cmdline;"
                                    + " cat secret ../*/secret; cat /tmp/*").inheritIO().start().waitFor();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                        if (number >= 0) return 7;
                        """);

        assertThat(verdicts(doubler(grade)))
                .hasSize(4)
                .allMatch(verdict -> verdict.endsWith("FAILED"));
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void anExceptionThatJUnitCannotPrintCostsThatTestAndNoOther() throws Exception {
        LessonGrade grade =
                sample.judgeDoublerThat(
                        """
                        class Odd extends RuntimeException {
                            @Override public String getMessage() { throw this; }
                            @Override public String toString() { throw this; }
                            @Override public Throwable getCause() { throw this; }
                        }
                        if (number == 3) throw new Odd();
                        """);

        assertThat(verdicts(doubler(grade)))
                .containsExactly(
                        ZERO + "PASSED", THREE + "ENDED_THE_JVM", FOUR + "PASSED", TWO + "PASSED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Class.forName(\"java.lang.String\");",
                "Doubler.class.getDeclaredMethods();",
                "java.lang.invoke.MethodHandles.lookup();",
                "Thread.currentThread().getContextClassLoader();",
                "new java.io.FileOutputStream(java.io.FileDescriptor.out).write(1);",
                "java.nio.file.Files.writeString(java.nio.file.Path.of(\"/tmp/x\"), \"x\");",
                "System.setProperty(\"a\", \"b\");",
                "java.net.Socket.setSocketImplFactory(null);",
                "new java.beans.Statement(null, null, null).execute();"
            })
    void whatCouldForgeAVerdictIsRefusedBeforeItRuns(String statement) throws Exception {
        LessonGrade grade =
                sample.judgeDoublerThat("try { " + statement + " } catch (Exception e) {}");

        assertThat(doubler(grade).state()).isEqualTo(State.REFUSED);
        assertThat(doubler(grade).problem())
                .startsWith("Doubler uses java.")
                .endsWith(", which no exercise needs. It was not run.");
        assertThat(tripler(grade).state()).isEqualTo(State.DONE);
    }

    @Test
    void classesInThePlaceOfTheCoursesOwnAreRefused() throws Exception {
        LessonGrade taken =
                sample.judgeWith(
                        DOUBLER,
                        sample.solution().get(DOUBLER) + " class DoublerTest { class Nested {} }");
        LessonGrade foreign =
                sample.judgeWith(
                        DOUBLER,
                        "package org.junit.jupiter.api; public class Doubler {} class Assertions {}");

        assertThat(doubler(taken).problem())
                .contains("The name DoublerTest belongs to the course's tests.");
        assertThat(doubler(foreign).problem())
                .contains("The class Assertions must stand in: package lesson99.exercise;");
        assertThat(List.of(tripler(taken), tripler(foreign)))
                .extracting(ExerciseGrade::state)
                .containsOnly(State.DONE);
    }
}
