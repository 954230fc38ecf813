package course.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kept results are of one run, and the texts quote them. The lessons hold their own texts to
/// the same files.
class KeptResultsTest {

    private static final Path RESULTS = Path.of("results");

    @ParameterizedTest
    @MethodSource("tables")
    void theTablesAreThoseOfTheWholeRun(Path table) throws IOException {
        assertThat(Files.readString(RESULTS.resolve("results.md")))
                .contains("```text\n" + Files.readString(table) + "```");
    }

    @Test
    void theReadmeShowsWhatWasMeasured() throws IOException {
        assertThat(Files.readString(Path.of("README.md")))
                .contains(Files.readString(RESULTS.resolve("echo-64-50.txt")));
    }

    private static List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(RESULTS)) {
            return files.filter(file -> file.toString().endsWith(".txt"))
                    .filter(file -> !file.endsWith("tool.txt") && !file.endsWith("grade.txt"))
                    .sorted()
                    .toList();
        }
    }
}
