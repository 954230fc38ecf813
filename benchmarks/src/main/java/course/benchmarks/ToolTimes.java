package course.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How long a student waits for `./course`, against `mvn -pl lesson04 test` in the same run. All of
/// it in a fresh clone with one exercise of lesson 4 solved and the others as they are handed out.
final class ToolTimes {

    private static final int TIMES = 20;
    private static final int MAVEN_TIMES = 3;
    private static final String EXERCISE = "lesson04/exercise/Login.java";

    private final Path clone;
    private final Progress progress;

    private ToolTimes(Path clone, Progress progress) {
        this.clone = clone;
        this.progress = progress;
    }

    /// Measures and returns the table. Blocks, some minutes.
    static List<String> measure(Progress progress) throws IOException {
        Path clone = Files.createTempDirectory("course").resolve("clone");
        Commands.run(Path.of("."), "git", "clone", "--quiet", ".", clone.toString());
        ToolTimes times = new ToolTimes(clone, progress);
        times.solveOne();
        return times.table();
    }

    private Path exercise() {
        return clone.resolve("lesson04-object-login/src/exercise/java").resolve(EXERCISE);
    }

    private void solveOne() throws IOException {
        Files.copy(
                clone.resolve("lesson04-object-login/src/solution/java").resolve(EXERCISE),
                exercise(),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> table() throws IOException {
        Map<String, Double> seconds = new LinkedHashMap<>();
        progress.show("the first build", 1, 0);
        Commands.run(clone, "./course", "list");
        Commands.run(clone, "mvn", "-q", "-pl", "lesson04", "test", "-Dpeers=off");
        progress.done(1);
        seconds.put(
                "mvn -pl lesson04 test -Dpeers=off",
                median(MAVEN_TIMES, "mvn", "-q", "-pl", "lesson04", "test", "-Dpeers=off"));
        seconds.put("./course", median(TIMES, "./course"));
        seconds.put("./course check lesson04", median(TIMES, "./course", "check", "lesson04"));
        seconds.put("./course check 4.1", median(TIMES, "./course", "check", "4.1"));
        seconds.put("save to verdict, check --watch 4.1", medianOfSaves());
        double maven = seconds.values().iterator().next();
        List<String> lines = new ArrayList<>();
        lines.add("%-38s median   against mvn".formatted("what a student waits for"));
        seconds.forEach((what, median) ->
                lines.add("%-38s %4.2f s   1 : %.1f".formatted(what, median, maven / median)));
        return lines;
    }

    private double median(int times, String... command) throws IOException {
        double[] seconds = new double[times];
        for (int i = 0; i < times; i++) {
            progress.show(String.join(" ", command), times, (double) i / times);
            long start = System.nanoTime();
            Commands.run(clone, command);
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        progress.done(times);
        return median(seconds);
    }

    /// From the moment at which an editor has written the file to the moment at which the verdict
    /// stands on the screen.
    private double medianOfSaves() throws IOException {
        Process watch =
                new ProcessBuilder("./course", "--plain", "check", "--watch", "4.1")
                        .directory(clone.toFile())
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader said = watch.inputReader();
                Writer keys = watch.outputWriter()) {
            awaitVerdict(said);
            double[] seconds = new double[TIMES];
            for (int i = 0; i < TIMES; i++) {
                progress.show("save to verdict", TIMES, (double) i / TIMES);
                long start = System.nanoTime();
                Files.writeString(exercise(), Files.readString(exercise()) + "// saved\n");
                awaitVerdict(said);
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
            keys.write("q\n");
            progress.done(TIMES);
            return median(seconds);
        } finally {
            watch.destroy();
        }
    }

    private static void awaitVerdict(BufferedReader said) throws IOException {
        String line = said.readLine();
        while (line != null && !line.contains("tested in")) {
            line = said.readLine();
        }
        if (line == null) {
            throw new IOException("check --watch has ended before its verdict");
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
    }
}
