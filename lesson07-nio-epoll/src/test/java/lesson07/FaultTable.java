package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each server did in each fault, as the README shows it. It is kept in a file, which
/// `-Dtest=LoopFaultTest -Dfaults=20 -Dtext=update` rewrites. With fewer repetitions the file stays
/// as it is: the README speaks of twenty.
final class FaultTable {

    private static final int TIMES_TO_RECORD = 20;

    static final Path RECORDING = Path.of("src/test/resources/lesson07/faults.txt");

    private final Map<LoopFault, Map<Kind, String>> cells = new EnumMap<>(LoopFault.class);

    /// Keeps what a server did, in words. May be called by several threads.
    synchronized void keep(LoopFault fault, Kind kind, String words) {
        cells.computeIfAbsent(fault, _ -> new EnumMap<>(Kind.class)).put(kind, words);
    }

    private boolean isComplete() {
        return cells.size() == LoopFault.values().length
                && cells.values().stream().allMatch(row -> row.size() == Kind.values().length);
    }

    /// Writes the file, or holds what was seen to it: with fewer repetitions the counts are
    /// smaller. Nothing happens when some of the tests were left out.
    void recordOrCompare(int times) throws IOException {
        if (!isComplete()) {
            return;
        }
        if ("update".equals(System.getProperty("text")) && times >= TIMES_TO_RECORD) {
            Files.createDirectories(RECORDING.getParent());
            Files.writeString(RECORDING, text());
        } else {
            assertThat(withoutCounts(text()))
                    .as(RECORDING + ", which -Dfaults=20 -Dtext=update rewrites")
                    .isEqualTo(withoutCounts(Files.readString(RECORDING)));
        }
    }

    static String withoutCounts(String text) {
        return text.replaceAll("\\b(\\d+) of \\1\\b", "all").replaceAll("\\b0 of \\d+\\b", "none");
    }

    /// For each fault the servers that did the same stand together.
    private String text() {
        return cells.entrySet().stream()
                .map(row -> row.getKey().inWords() + "\n" + lines(row.getValue()))
                .collect(Collectors.joining());
    }

    private static String lines(Map<Kind, String> row) {
        Map<String, List<String>> servers = new LinkedHashMap<>();
        row.forEach(
                (kind, words) -> servers.merge(words, List.of(name(kind)), FaultTable::together));
        return servers.entrySet().stream()
                .map(each ->
                        "  %-42s %s%n".formatted(String.join(", ", each.getValue()), each.getKey()))
                .collect(Collectors.joining());
    }

    private static List<String> together(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static String name(Kind kind) {
        return kind.program().getSimpleName().replace("Server", "");
    }
}
