package course.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/// Holds a lesson's README to what the code does. Three kinds of blocks are checked; each is an
/// HTML comment directly before a fenced block, and the fenced block must say exactly what the
/// comment leads to:
///
/// - `<!-- snippet src/main/java/lesson02/OneWayServer.java#accept -->`: the lines between `//
///   region accept` and `// endregion`, moved to the left; without `#accept` the whole file;
/// - `<!-- transcript`, the script of a [Dialogue], `-->`: what the programs say. `transcript
///   linux` is left out, in words, on other systems;
/// - `<!-- figure NAME -->`: what the test class gives for that name.
///
/// A fourth kind, `<!-- failure WRONG-ANSWER -->`, shows what the tests say to a wrong answer. Only
/// `./course verify` can check it, because it compiles that answer.
///
/// With `-Dtext=update` the blocks are rewritten instead.
public final class LessonText {

    private final Path readme;
    private final String lesson;
    private final Map<String, Callable<String>> figures = new LinkedHashMap<>();

    private LessonText(Path readme, String lesson) {
        this.readme = readme;
        this.lesson = lesson;
    }

    /// The README of the lesson that is being tested; tests run in the lesson's folder.
    public static LessonText of(String lesson) {
        return of(Path.of("README.md"), lesson);
    }

    static LessonText of(Path readme, String lesson) {
        return new LessonText(readme, lesson);
    }

    /// Says where a figure comes from.
    public LessonText figure(String name, Callable<String> source) {
        figures.put(name, source);
        return this;
    }

    /// One test for each block; with `-Dtext=update` one test that rewrites the file.
    public Stream<DynamicTest> tests() throws IOException {
        List<String> lines = Files.readAllLines(readme);
        if ("update".equals(System.getProperty("text"))) {
            return Stream.of(DynamicTest.dynamicTest("rewrites " + readme, () -> update(lines)));
        }
        return blocksOf(lines).stream()
                .filter(block -> !block.kind.equals("failure"))
                .map(block ->
                        DynamicTest.dynamicTest(
                                block.kind + " at " + readme.getFileName() + ":" + block.line,
                                () -> check(block, lines)));
    }

    private void check(Block block, List<String> lines) throws Exception {
        Assumptions.assumeTrue(
                block.runsHere(), "The text shows a run on Linux; this is another system.");
        List<String> shown = lines.subList(block.from, block.to);
        List<String> actual = contentOf(block);
        if (!shown.equals(actual)) {
            throw new AssertionError(difference(block, shown, actual));
        }
    }

    private String difference(Block block, List<String> shown, List<String> actual) {
        int at = 0;
        while (at < shown.size() && at < actual.size() && shown.get(at).equals(actual.get(at))) {
            at++;
        }
        return String.format(
                "%s:%d: the text and the code no longer say the same (%s).%n  text: %s%n  code: %s%n%s",
                readme.getFileName(),
                block.from + at + 1,
                block.kind + " " + block.source.strip(),
                at < shown.size() ? shown.get(at) : "(ends here)",
                at < actual.size() ? actual.get(at) : "(ends here)",
                "Read both, then mend the code or rewrite the text:\n  mvn -pl "
                        + lesson
                        + " test -Dtest=LessonTextTest -Dtext=update");
    }

    private void update(List<String> lines) throws Exception {
        List<String> updated = new ArrayList<>();
        int next = 0;
        for (Block block : blocksOf(lines)) {
            updated.addAll(lines.subList(next, block.from));
            updated.addAll(
                    block.isMadeHere() ? contentOf(block) : lines.subList(block.from, block.to));
            next = block.to;
        }
        updated.addAll(lines.subList(next, lines.size()));
        Files.write(readme, updated);
    }

    private List<String> contentOf(Block block) throws Exception {
        return switch (block.kind) {
            case "snippet" -> snippet(block.source.strip());
            case "figure" -> figure(block.source.strip());
            default ->
                    Dialogue.parse(lesson, block.source.lines().toList())
                            .play(Thread.currentThread().getContextClassLoader(), (_, _) -> {})
                            .transcript()
                            .lines()
                            .toList();
        };
    }

    private List<String> snippet(String source) throws IOException {
        String file = source.replaceFirst("#.*", "");
        String region = source.replaceFirst(".*#", "");
        Path path = readme.toAbsolutePath().resolveSibling(file);
        if (!Files.exists(path)) {
            throw new AssertionError(
                    readme.getFileName() + " shows a snippet of " + file + ", which is not there");
        }
        List<String> lines = Files.readAllLines(path);
        if (region.equals(source)) {
            return lines;
        }
        int from = indexOf(lines, "// region " + region, 0);
        int to = indexOf(lines, "// endregion", from + 1);
        if (from < 0 || to < 0) {
            throw new AssertionError(
                    "no \"// region " + region + "\" with an \"// endregion\" in " + file);
        }
        // Without blank lines at its end: they would count as the least indented.
        String code = String.join("\n", lines.subList(from + 1, to)).stripTrailing();
        return code.stripIndent().lines().toList();
    }

    private List<String> figure(String name) throws Exception {
        Callable<String> source = figures.get(name);
        if (source == null) {
            throw new AssertionError(
                    "nothing in the lesson's test makes the figure \"" + name + "\"");
        }
        return source.call().lines().toList();
    }

    private static int indexOf(List<String> lines, String wanted, int start) {
        for (int i = start; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(wanted)) {
                return i;
            }
        }
        return -1;
    }

    private List<Block> blocksOf(List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).matches("<!-- (snippet|transcript|figure|failure)\\b.*")) {
                blocks.add(blockAt(lines, i));
                i = blocks.getLast().to;
            }
        }
        return blocks;
    }

    private Block blockAt(List<String> lines, int start) {
        int end = start;
        while (end < lines.size() && !lines.get(end).endsWith("-->")) {
            end++;
        }
        int fence = end + 1;
        int close = indexOf(lines, "```", fence + 1);
        if (fence >= lines.size() || !lines.get(fence).startsWith("```") || close < 0) {
            throw new AssertionError(
                    readme.getFileName()
                            + ":"
                            + (start + 1)
                            + ": no fenced block follows this comment");
        }
        String comment = String.join("\n", lines.subList(start, end + 1));
        String inside = comment.substring("<!-- ".length(), comment.length() - "-->".length());
        String kind = inside.split("\\s", 2)[0];
        String source = inside.substring(kind.length());
        boolean linux = kind.equals("transcript") && source.startsWith(" linux");
        return new Block(
                kind,
                (linux ? source.substring(" linux".length()) : source).strip(),
                linux,
                start + 1,
                fence + 1,
                close);
    }

    /// `line` counts from 1, for people. `from` and `to` are indices of the lines inside the fence.
    private record Block(String kind, String source, boolean linux, int line, int from, int to) {

        /// A failure is made by `./course verify`, which compiles the wrong answer.
        boolean isMadeHere() {
            return runsHere() && !kind.equals("failure");
        }

        boolean runsHere() {
            return !linux || System.getProperty("os.name").startsWith("Linux");
        }
    }

    /// The script of the first transcript: the dialogue that a lesson opens with.
    ///
    /// @throws IllegalStateException when the README has none
    public static List<String> firstScript(Path readme) throws IOException {
        return LessonText.of(readme, "").blocksOf(Files.readAllLines(readme)).stream()
                .filter(block -> block.kind.equals("transcript"))
                .map(block -> block.source.lines().toList())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no transcript in " + readme));
    }

    /// What the README shows as the failure of wrong answers: for each of them, by its name, the
    /// lines.
    public static Map<String, List<String>> failuresShown(Path readme) throws IOException {
        List<String> lines = Files.readAllLines(readme);
        Map<String, List<String>> failures = new LinkedHashMap<>();
        for (Block block : LessonText.of(readme, "").blocksOf(lines)) {
            if (block.kind.equals("failure")) {
                failures.put(block.source, lines.subList(block.from, block.to));
            }
        }
        return failures;
    }

    /// Replaces what the README shows as the failure of wrong answers, each by its name.
    public static void rewriteFailures(Path readme, Map<String, List<String>> failures)
            throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(readme));
        for (Block block : LessonText.of(readme, "").blocksOf(lines).reversed()) {
            List<String> failure = failures.get(block.source);
            if (block.kind.equals("failure") && failure != null) {
                List<String> shown = lines.subList(block.from, block.to);
                shown.clear();
                shown.addAll(failure);
            }
        }
        Files.write(readme, lines);
    }
}
