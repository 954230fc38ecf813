package course.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long a teacher waits for the grades of a class, against `mvn -o -q test` for ten of the same
/// submissions in the same run: for five of them before the grading, for the others after it.
///
/// All of it in a fresh clone where both have been built once, so that neither pays for what is
/// done only once on a machine.
final class GradeTimes {

    private static final int MAVEN_TIMES = 10;
    private static final int LOOK_MILLIS = 50;
    private static final String[] MAVEN = {
        "mvn", "-o", "-q", "test", "-pl", "lesson02", "-Dpeers=off"
    };
    private static final Pattern GRADED = Pattern.compile("(\\d+) of \\d+ graded.*");
    private static final Pattern PEAK = Pattern.compile("(?m)^VmHWM:\\s+(\\d+) kB$");

    /// What there is to do, in runs of Maven; a submission is about a twentieth of one.
    static double steps(int students) {
        return 3 + MAVEN_TIMES + students / 20.0;
    }

    private final Path work;
    private final Path clone;
    private final Progress progress;
    private final SampleClass sampleClass;
    private long peakKilobytes;

    private GradeTimes(Path work, Progress progress) {
        this.work = work;
        this.progress = progress;
        clone = work.resolve("clone");
        sampleClass = new SampleClass(clone.resolve("lesson02-tcp-oneway"));
    }

    /// Measures and returns the table. Blocks, about ten minutes for 300 students.
    static List<String> measure(int students, Progress progress) throws IOException {
        Path work = Files.createTempDirectory("grade");
        Commands.run(
                Path.of("."), "git", "clone", "--quiet", ".", work.resolve("clone").toString());
        return new GradeTimes(work, progress).table(students);
    }

    private List<String> table(int students) throws IOException {
        Path stubs = Files.createDirectory(work.resolve("stubs"));
        SampleClass.copyAll(sampleClass.stubs(), stubs);
        List<Path> all =
                sampleClass.make(students, Files.createDirectory(work.resolve("submissions")));
        progress.show("the first build", 3, 0);
        buildOnce(stubs);
        progress.done(3);
        double before = maven(all, stubs, 0, MAVEN_TIMES / 2);
        double grading = grade(work.resolve("submissions"), "grades", students);
        double after = maven(all, stubs, MAVEN_TIMES / 2, MAVEN_TIMES);
        double one = (before + after) / MAVEN_TIMES;
        return List.of(
                "%-44s students   each       against mvn".formatted("how long a teacher waits"),
                row(String.join(" ", MAVEN), MAVEN_TIMES, one, 1),
                row("./course grade", students, grading / students, one / (grading / students)),
                "",
                "The grader's own memory at its peak: %d MB".formatted(peakKilobytes >> 10));
    }

    private static String row(String what, int students, double each, double ratio) {
        return "%-44s %8d   %5.2f s    1 : %.1f".formatted(what, students, each, ratio);
    }

    /// The tool, the lesson's class files, and what the grader finds out once for a lesson.
    private void buildOnce(Path stubs) throws IOException {
        Commands.run(clone, "./course", "list");
        Path one = Files.createDirectory(work.resolve("one"));
        Path solved = SampleClass.sources(one.resolve("solved"));
        Files.createDirectories(solved);
        SampleClass.copyAll(
                clone.resolve("lesson02-tcp-oneway/src/solution/java/lesson02/exercise"), solved);
        grade(one, "one-grade", 0);
        handIn(solved, stubs);
        Commands.run(clone, MAVEN);
    }

    /// Takes ten submissions out of all, as a script would do it: the sources go to their place,
    /// and Maven builds what has changed.
    private double maven(List<Path> all, Path stubs, int from, int to) throws IOException {
        double seconds = 0;
        for (int i = from; i < to; i++) {
            progress.show("mvn test, one submission after the other", 1, 0);
            handIn(SampleClass.sources(all.get(i * all.size() / MAVEN_TIMES)), stubs);
            long start = System.nanoTime();
            Commands.run(clone, MAVEN);
            seconds += (System.nanoTime() - start) / 1e9;
            progress.done(1);
        }
        return seconds;
    }

    private void handIn(Path sources, Path stubs) throws IOException {
        SampleClass.copyAll(stubs, sampleClass.stubs());
        SampleClass.copyAll(sources, sampleClass.stubs());
    }

    /// Returns how many seconds it took.
    private double grade(Path submissions, String out, int students) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("./course", "grade", submissions.toString()));
        command.addAll(List.of("--lesson", "lesson02", "--out", work.resolve(out).toString()));
        double weight = students / 20.0;
        long start = System.nanoTime();
        Process grader =
                new ProcessBuilder(command)
                        .directory(clone.toFile())
                        .redirectErrorStream(true)
                        .start();
        Thread memory = Thread.ofPlatform().daemon().start(() -> watchMemory(grader));
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = grader.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                Matcher graded = GRADED.matcher(line);
                if (students > 0 && graded.matches()) {
                    double share = Double.parseDouble(graded.group(1)) / students;
                    progress.show("./course grade, " + students + " students", weight, share);
                }
            }
            if (grader.waitFor() != 0) {
                throw new IOException(String.join("\n", said));
            }
            memory.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        progress.done(weight);
        return (System.nanoTime() - start) / 1e9;
    }

    /// `./course` becomes the JVM, so its process is the grader's. Compilers, and what compares the
    /// submissions, are processes of their own.
    private void watchMemory(Process grader) {
        Path status = Path.of("/proc", Long.toString(grader.pid()), "status");
        try {
            while (!grader.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                Matcher peak = PEAK.matcher(Files.readString(status));
                if (peak.find()) {
                    peakKilobytes = Long.parseLong(peak.group(1));
                }
            }
        } catch (NoSuchFileException _) {
            return; // it has ended, or this is not Linux
        } catch (IOException | InterruptedException _) {
            return; // it is just ending
        }
    }
}
