package course.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What was found, as a table in words, as raw data and as pictures. Only a run that came to its
/// end is written: old results stay until new ones are complete.
final class Report {

    private static final Map<String, String> TITLES = new LinkedHashMap<>();

    static {
        for (int connections : new int[] {1, 50, 500}) {
            String many = connections == 1 ? "1 connection" : connections + " connections";
            TITLES.put("echo-64-" + connections, "CPU time per echo of 64 bytes, " + many);
        }
        for (int connections : new int[] {1, 50, 500}) {
            String many = connections == 1 ? "1 connection" : connections + " connections";
            TITLES.put("echo-16384-" + connections, "CPU time per echo of 16 KB, " + many);
        }
        TITLES.put("connect-echo-close", "CPU time per visit: connect, one echo, close");
        TITLES.put("datagrams", "CPU time per datagram echoed, 64 bytes");
        TITLES.put(
                "open-load-p99",
                "99th percentile of the answering time, 20,000 messages a second on 50 connections");
        TITLES.put("two-loops", "Echoes per second with 50 µs of work each, against one loop");
        TITLES.put("write-login", "Time to write a login, without a network");
        TITLES.put("read-login", "Time to read a login, without a network");
        TITLES.put("frames", "Time to take 100 frames of 64 bytes apart, without a network");
    }

    private final List<String> machine;
    private final List<String> selfTests = new ArrayList<>();
    private final Map<String, Map<String, Ratio>> ratios = new LinkedHashMap<>();
    private final Map<String, String> held = new LinkedHashMap<>();
    private final List<String> raw = new ArrayList<>();

    /// @param machine what it was measured on, a line each
    Report(List<String> machine) {
        this.machine = machine;
    }

    void selfTest(String line) {
        selfTests.add(line);
    }

    void ratios(String workload, Map<String, Ratio> found) {
        ratios.put(workload, found);
    }

    void held(Map<String, String> found) {
        held.putAll(found);
    }

    void raw(List<String> lines) {
        raw.addAll(lines);
    }

    /// One workload as a table for a fixed-width font. A figure of a lesson's text shows it.
    static List<String> table(String workload, Map<String, Ratio> found) {
        List<String> lines = new ArrayList<>();
        String against =
                workload.equals("two-loops") ? "one loop" : found.keySet().iterator().next();
        lines.add("%-36s times   half lie in      of".formatted("against " + against));
        found.forEach((server, ratio) -> lines.add(row(server, ratio)));
        return lines;
    }

    private static String row(String server, Ratio ratio) {
        return "%-36s %5.2f   %5.2f to %5.2f   %d"
                .formatted(server, ratio.median(), ratio.lower(), ratio.upper(), ratio.pairs());
    }

    /// All of it, for the screen and for `results.md`.
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("# Results", ""));
        machine.forEach(line -> lines.add("- " + line));
        selfTests.forEach(line -> lines.add("- " + line));
        ratios.forEach((workload, found) -> {
            lines.addAll(List.of("", "## " + TITLES.get(workload), "", "```text"));
            lines.addAll(table(workload, found));
            lines.add("```");
        });
        if (!held.isEmpty()) {
            lines.addAll(List.of("", "## Memory of connections that say nothing", "", "```text"));
            lines.addAll(heldTable());
            lines.add("```");
        }
        return lines;
    }

    private List<String> heldTable() {
        List<String> lines = new ArrayList<>();
        held.forEach((server, found) -> lines.add("%-36s %s".formatted(server, found)));
        return lines;
    }

    /// Writes `results.md`, `raw.csv`, and for each table a picture and a text that the lessons
    /// show. What stood there is replaced.
    void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.filter(Report::isOurs).toList()) {
                Files.delete(file);
            }
        }
        Files.write(folder.resolve("results.md"), lines());
        List<String> csv = new ArrayList<>(List.of("workload,round,server,nanos,busiest"));
        csv.addAll(raw);
        Files.write(folder.resolve("raw.csv"), csv);
        for (Map.Entry<String, Map<String, Ratio>> found : ratios.entrySet()) {
            Files.write(
                    folder.resolve(found.getKey() + ".txt"),
                    table(found.getKey(), found.getValue()));
            Chart.write(
                    folder.resolve(found.getKey() + ".svg"),
                    TITLES.get(found.getKey()),
                    found.getValue());
        }
        if (!held.isEmpty()) {
            Files.write(folder.resolve("held.txt"), heldTable());
        }
    }

    private static boolean isOurs(Path file) {
        return file.getFileName()
                .toString()
                .matches("results\\.md|raw\\.csv|[\\w-]+\\.svg|(?!tool)[\\w-]+\\.txt");
    }
}
