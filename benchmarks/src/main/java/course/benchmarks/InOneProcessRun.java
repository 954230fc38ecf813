package course.benchmarks;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [InOneProcess] with JMH and turns the times into ratios: each iteration against the median
/// of the first benchmark of its table.
final class InOneProcessRun {

    /// The tables, and in each the yardstick first.
    private static final Map<String, Map<String, String>> TABLES = new LinkedHashMap<>();

    static {
        TABLES.put(
                "write-login",
                table(
                        "a record in a buffer", "writeRecord",
                        "two texts with writeUTF", "writeTexts",
                        "an object stream", "writeObject"));
        TABLES.put(
                "read-login",
                table(
                        "a record in a buffer", "readRecord",
                        "two texts with readUTF", "readTexts",
                        "an object stream", "readObject",
                        "an object stream, filtered", "readObjectFiltered"));
        TABLES.put(
                "frames",
                table("a ByteBuffer", "framesFromBuffer", "a DataInputStream", "framesFromStream"));
    }

    private InOneProcessRun() {}

    private static Map<String, String> table(String... namesAndMethods) {
        Map<String, String> table = new LinkedHashMap<>();
        for (int i = 0; i < namesAndMethods.length; i += 2) {
            table.put(namesAndMethods[i], namesAndMethods[i + 1]);
        }
        return table;
    }

    /// How many benchmarks there are, for the progress.
    static int count() {
        return TABLES.values().stream().mapToInt(Map::size).sum();
    }

    /// Blocks, half a minute for each benchmark.
    ///
    /// @return for each table the ratios
    static Map<String, Map<String, Ratio>> measure(Progress progress) throws IOException {
        Map<String, Map<String, Ratio>> found = new LinkedHashMap<>();
        for (Map.Entry<String, Map<String, String>> table : TABLES.entrySet()) {
            Map<String, Ratio> ratios = new LinkedHashMap<>();
            double yardstick = 0;
            for (Map.Entry<String, String> benchmark : table.getValue().entrySet()) {
                progress.show("in one process: " + benchmark.getKey(), 1, 0);
                double[] times = times(benchmark.getValue());
                if (ratios.isEmpty()) {
                    yardstick = Ratio.of(times).median();
                }
                ratios.put(benchmark.getKey(), Ratio.of(divided(times, yardstick)));
                progress.done(1);
            }
            found.put(table.getKey(), ratios);
        }
        return found;
    }

    private static double[] divided(double[] times, double by) {
        double[] ratios = times.clone();
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= by;
        }
        return ratios;
    }

    /// Nanoseconds per operation, one value for each measured second.
    private static double[] times(String method) throws IOException {
        try {
            RunResult run =
                    new Runner(
                                    new OptionsBuilder()
                                            .include(
                                                    InOneProcess.class.getName()
                                                            + "\\."
                                                            + method
                                                            + "$")
                                            .verbosity(VerboseMode.SILENT)
                                            .build())
                            .runSingle();
            return run.getBenchmarkResults().stream()
                    .flatMap(fork ->
                            StreamSupport.stream(fork.getIterationResults().spliterator(), false))
                    .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                    .toArray();
        } catch (RunnerException e) {
            throw new IOException("JMH: " + e.getMessage(), e);
        }
    }
}
