package course.cli.grade.report.similarity;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.grade.Submission;
import course.cli.grade.report.SimilarPair;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Finds submissions that are alike, with JPlag: it compares the structure of the code, so that new
/// names and another layout do not hide a copy. What was handed out as a stub does not count.
///
/// JPlag runs in a JVM of its own for each lesson: its memory and its failures are not the
/// grader's. Nothing that a student hands in ends the grading here; a lesson that could not be
/// compared is a remark.
public final class Similarity {

    /// How alike a pair must be to be shown, in percent.
    static final int THRESHOLD = 80;

    /// Pairs that are less alike are in none of the files: JPlag would have to hold half a million
    /// of them for a thousand submissions.
    static final int KEPT = 50;

    /// So many pairs of a lesson are shown; JPlag's own file has more.
    static final int SHOWN = 20;

    /// Far more than a thousand submissions need, also on a busy machine: a limit that load decides
    /// would make another report.
    private static final Duration LIMIT = Duration.ofHours(1);

    /// JPlag guesses the encoding of a submission, and guesses wrong where most files have nothing
    /// but ASCII. With this at the beginning of each file it can be nothing else.
    private static final String ENCODING = "/* UTF-8: äöüß */ ";

    private static final String MEMORY = "-Xmx768m";

    private Similarity() {}

    /// What came out.
    ///
    /// @param pairs the most similar first
    /// @param remarks a sentence for each lesson or submission that could not be compared
    public record Found(List<SimilarPair> pairs, List<String> remarks) {}

    /// Compares all submissions, lesson by lesson. Blocks, for about a minute with three hundred of
    /// them.
    ///
    /// @param work a folder for copies; it is emptied
    /// @param out the report's folder; `similarity/lesson02.jplag` is written below it
    public static Found compare(
            List<Submission> submissions, List<Lesson> lessons, Path work, Path out)
            throws IOException, InterruptedException {
        List<SimilarPair> pairs = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (Lesson lesson : lessons) {
            Path folder = work.resolve(lesson.id());
            remove(folder);
            try {
                if (copyChanged(submissions, lesson, folder) > 1) {
                    Path file =
                            Files.createDirectories(out.resolve("similarity"))
                                    .resolve(lesson.id() + ".jplag");
                    compare(lesson, folder, file, pairs, remarks);
                }
            } finally {
                remove(folder);
            }
        }
        return new Found(
                pairs.stream().sorted(SimilarPair.MOST_SIMILAR_FIRST).toList(),
                List.copyOf(remarks));
    }

    /// Copies what differs from the stubs: who has begun nothing is like everybody else who has
    /// begun nothing.
    ///
    /// @return how many submissions have something of their own
    private static int copyChanged(List<Submission> submissions, Lesson lesson, Path folder)
            throws IOException {
        Map<String, Path> stubs = JavaFiles.in(stubs(lesson)).files();
        int copied = 0;
        for (Submission submission : submissions) {
            if (!submission.sources().containsKey(lesson.id())) {
                continue;
            }
            Path own = folder.resolve("submissions").resolve(submission.id());
            JavaFiles files = JavaFiles.in(submission.sources().get(lesson.id()));
            for (Map.Entry<String, Path> file : files.files().entrySet()) {
                if (isChanged(file.getValue(), stubs.get(file.getKey()))) {
                    Files.createDirectories(own);
                    copy(file.getValue(), own);
                }
            }
            copied += Files.isDirectory(own) ? 1 : 0;
        }
        Path base = Files.createDirectories(folder.resolve("stubs"));
        for (Path stub : stubs.values()) {
            copy(stub, base);
        }
        return copied;
    }

    private static void copy(Path file, Path folder) throws IOException {
        Files.writeString(folder.resolve(file.getFileName()), ENCODING + Files.readString(file));
    }

    private static Path stubs(Lesson lesson) {
        return Files.isDirectory(lesson.stubs()) ? lesson.stubs() : lesson.exerciseSources();
    }

    private static boolean isChanged(Path file, Path stub) throws IOException {
        return stub == null || !withoutSpace(file).equals(withoutSpace(stub));
    }

    private static String withoutSpace(Path file) throws IOException {
        return Files.readString(file).replaceAll("\\s+", "");
    }

    private static void compare(
            Lesson lesson, Path folder, Path file, List<SimilarPair> pairs, List<String> remarks)
            throws IOException, InterruptedException {
        Path answer = folder.resolve("answer");
        Process jplag =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                MEMORY,
                                "-Xlog:disable",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SimilarityWorker.class.getName(),
                                folder.resolve("submissions").toString(),
                                folder.resolve("stubs").toString(),
                                file.toAbsolutePath().toString())
                        .redirectOutput(answer.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            if (!jplag.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                remarks.add(lesson.id() + " was not compared: JPlag took too long.");
            } else if (jplag.exitValue() != 0) {
                remarks.add(lesson.id() + " was not compared: JPlag ended with a failure.");
            } else {
                read(lesson, answer, pairs, remarks);
            }
        } finally {
            jplag.destroyForcibly();
        }
    }

    private static void read(
            Lesson lesson, Path answer, List<SimilarPair> pairs, List<String> remarks)
            throws IOException {
        for (String line : Files.readAllLines(answer, StandardCharsets.UTF_8)) {
            String[] parts = line.split("\t", -1);
            switch (parts[0]) {
                case SimilarityWorker.PAIR ->
                        pairs.add(
                                new SimilarPair(
                                        lesson.id(),
                                        parts[1],
                                        parts[2],
                                        Integer.parseInt(parts[3])));
                case SimilarityWorker.LEFT_OUT ->
                        remarks.add(
                                lesson.id()
                                        + ": "
                                        + parts[1]
                                        + " was not compared with the others"
                                        + " because it does not parse.");
                default -> remarks.add(lesson.id() + " was not compared: " + parts[1]);
            }
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
