package course.cli.grade.judge;

import java.util.List;
import java.util.regex.Pattern;

/// Makes of what a test says the same text in every run, and cuts it to what somebody reads: no
/// ports, no times, no numbers of threads, no temporary paths, no hashes of objects.
final class StableText {

    private static final int LONGEST = 4_000;
    private static final int MOST_LINES = 60;

    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            return new Rule(Pattern.compile(pattern), replacement);
        }
    }

    private static final List<Rule> RULES =
            List.of(
                    Rule.of("\\r\\n?", "\n"),
                    // What a second process has printed until then: how far it has come is chance.
                    Rule.of("(?s)\\n it said: {3}.*", ""),
                    // A port that the system has chosen; 8888 and the like stay.
                    Rule.of(
                            "((?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0|\\[::1?]|0:0:0:0:0:0:0:[01]\\]?)(?:/\\S+?)?[: ])"
                                    + "(?:[3-6]\\d{4})\\b",
                            "$1PORT"),
                    Rule.of("(?i)(port[ =:]+)[3-6]\\d{4}\\b", "$1PORT"),
                    // A thread may be named after one.
                    Rule.of("(thread \"[^\"\\n]*?[-: ])[3-6]\\d{4}\\b", "$1PORT"),
                    Rule.of("(?<=[\\w$])@[0-9a-f]{4,8}\\b", "@..."),
                    Rule.of("/tmp/[\\w./+-]*", "/tmp/..."),
                    Rule.of("\\b(Thread|ForkJoinPool|worker|pool|thread)-\\d+", "$1-N"),
                    // Where a loop was just then when it was looked at.
                    Rule.of("(\\.java):\\d+( is running: a loop)", "$1$2"));

    private StableText() {}

    static String of(String text) {
        String stable = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
        for (Rule rule : RULES) {
            stable = rule.pattern.matcher(stable).replaceAll(rule.replacement);
        }
        List<String> lines = stable.lines().map(String::stripTrailing).toList();
        String cut =
                lines.size() <= MOST_LINES
                        ? String.join("\n", lines)
                        : String.join("\n", lines.subList(0, MOST_LINES)) + "\n...";
        return cut.length() <= LONGEST ? cut : cut.substring(0, LONGEST) + "...";
    }
}
