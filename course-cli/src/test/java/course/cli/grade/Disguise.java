package course.cli.grade;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Makes the source of one student look like that of another: no comments, other indentation, other
/// names where nobody outside of the class sees them. It does the same as before.
final class Disguise {

    private static final Pattern PRIVATE =
            Pattern.compile("private (?:static )?(?:final )?[\\w<>\\[\\],?. ]+? (\\w+) ?[(=;]");
    private static final Pattern RECORD = Pattern.compile("(?s)\\brecord \\w+(?:<.*?>)?\\(.*?\\)");
    private static final String TEXT_BLOCK = "\"\"\"";

    private Disguise() {}

    static String of(String source, Random random) {
        String plain =
                source.lines()
                        .filter(line -> !line.isBlank() && !line.strip().startsWith("//"))
                        .collect(Collectors.joining("\n", "", "\n"));
        String named = plain;
        for (String name : privateNames(plain)) {
            named = named.replaceAll("\\b" + name + "\\b", otherName(name, random));
        }
        String indent = random.nextBoolean() ? "\t" : "  ";
        return named.contains(TEXT_BLOCK) ? named : indented(named, indent);
    }

    private static Set<String> privateNames(String source) {
        Set<String> names = new LinkedHashSet<>();
        // The names of the fields of a serializable class are seen outside.
        if (!source.contains("Serializable")) {
            Matcher found = PRIVATE.matcher(source);
            while (found.find()) {
                names.add(found.group(1));
            }
            names.removeIf(name -> isSeenOutside(name, source));
        }
        return names;
    }

    /// Also where another class has a member of that name, or a text has the word.
    private static boolean isSeenOutside(String name, String source) {
        String components = RECORD.matcher(source).results().map(one -> one.group()).toList() + "";
        return contains(source, "(?<!\\bthis)\\." + name + "\\b")
                || contains(source, "\"[^\"\\n]*\\b" + name + "\\b")
                || contains(source, "\\b(?:public|protected) [^\\n;={]*\\b" + name + "\\b")
                || contains(source, "(?:@Override\\s+)[^\\n;={]*\\b" + name + "\\b")
                || contains(components, "\\b" + name + "\\b");
    }

    private static boolean contains(String source, String regex) {
        return Pattern.compile(regex).matcher(source).find();
    }

    private static String otherName(String name, Random random) {
        char letter = (char) ('a' + random.nextInt(26));
        boolean constant = name.equals(name.toUpperCase(java.util.Locale.ROOT));
        return constant
                ? "MY_" + Character.toUpperCase(letter) + "_" + name
                : name + "Of" + Character.toUpperCase(letter);
    }

    private static String indented(String source, String indent) {
        return source.lines()
                .map(line -> {
                    int spaces = line.length() - line.stripLeading().length();
                    return indent.repeat(spaces / 4) + line.stripLeading();
                })
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
