package course.cli.grade.report.similarity;

import de.jplag.JPlag;
import de.jplag.JPlagComparison;
import de.jplag.JPlagResult;
import de.jplag.Submission;
import de.jplag.clustering.ClusteringOptions;
import de.jplag.exceptions.ExitException;
import de.jplag.options.JPlagOptions;
import de.jplag.reporting.reportobject.ReportObjectFactory;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// JPlag, in a JVM of its own. Prints a line for each pair and for each submission that was left
/// out; the parts of a line are separated by tabs.
final class SimilarityWorker {

    static final String PAIR = "pair";
    static final String LEFT_OUT = "left-out";
    static final String FAILED = "failed";

    private static final Comparator<JPlagComparison> MOST_SIMILAR_FIRST =
            Comparator.comparingInt(SimilarityWorker::percent)
                    .reversed()
                    .thenComparing(SimilarityWorker::names);

    private SimilarityWorker() {}

    /// Arguments: a folder with a folder per submission, the folder of the stubs, JPlag's file.
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // JPlag's own progress is nobody's answer.
        System.setOut(System.err);
        endWithTheGrader();
        // JPlag parses with javac, which would open every library of this JVM for every submission.
        System.setProperty("java.class.path", args[1]);
        JavaInOrder java = new JavaInOrder();
        Path submissions = Path.of(args[0]).toRealPath();
        leaveOut(java, submissions).forEach(name -> out.println(LEFT_OUT + "\t" + name));
        try {
            compare(java, submissions, Path.of(args[1]), Path.of(args[2]))
                    .forEach(pair -> out.println(PAIR + "\t" + pair));
        } catch (ExitException e) {
            out.println(FAILED + "\t" + e.getMessage().replaceAll("\\s+", " "));
        }
        System.exit(0);
    }

    /// The grader holds the other end of the standard input: it closes when the grader ends, in
    /// whatever way.
    private static void endWithTheGrader() {
        Thread.ofPlatform()
                .daemon()
                .name("waits for the end of the grader")
                .start(() -> {
                    try {
                        System.in.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException _) {
                        // The end, too.
                    }
                    System.exit(1);
                });
    }

    private static List<String> compare(JavaInOrder java, Path submissions, Path stubs, Path file)
            throws ExitException, IOException {
        JPlagOptions options =
                new JPlagOptions(java, Set.of(submissions.toFile()), Set.of())
                        .withSimilarityThreshold(Similarity.KEPT / 100.0)
                        .withBaseCodeSubmissionDirectory(stubs.toFile())
                        .withClusteringOptions(new ClusteringOptions().withEnabled(false));
        JPlagResult result = JPlag.run(options);
        new ReportObjectFactory(new SameBytes(file)).createAndSaveReport(result);
        return result.getAllComparisons().stream()
                .filter(pair -> percent(pair) >= Similarity.THRESHOLD)
                .sorted(MOST_SIMILAR_FIRST)
                .limit(Similarity.SHOWN)
                .map(SimilarityWorker::line)
                .toList();
    }

    /// Removes the submissions that do not parse: JPlag would end with some of them.
    private static List<String> leaveOut(JavaInOrder java, Path submissions) throws IOException {
        List<String> leftOut = new ArrayList<>();
        for (Path submission : children(submissions)) {
            Set<File> files =
                    children(submission).stream().map(Path::toFile).collect(Collectors.toSet());
            if (!java.parses(files)) {
                leftOut.add(submission.getFileName().toString());
                for (File file : files) {
                    Files.delete(file.toPath());
                }
                Files.delete(submission);
            }
        }
        return leftOut;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static String line(JPlagComparison pair) {
        return names(pair) + "\t" + percent(pair);
    }

    private static String names(JPlagComparison pair) {
        return Stream.of(pair.firstSubmission(), pair.secondSubmission())
                .map(Submission::getName)
                .sorted()
                .collect(Collectors.joining("\t"));
    }

    private static int percent(JPlagComparison pair) {
        return (int) Math.floor(pair.similarity() * 100);
    }
}
