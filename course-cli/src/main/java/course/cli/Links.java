package course.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The links of the course's texts to files and headings of the course.
final class Links {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");

    private final Path root;

    Links(Path root) {
        this.root = root;
    }

    /// Each link that leads nowhere, in a sentence.
    List<String> dangling() throws IOException {
        List<String> dangling = new ArrayList<>();
        for (Path text : texts()) {
            Matcher link = LINK.matcher(withoutCode(text));
            while (link.find()) {
                if (!link.group(1).matches("\\w+:.*") && !leadsSomewhere(text, link.group(1))) {
                    dangling.add(
                            root.relativize(text)
                                    + ": the link to "
                                    + link.group(1)
                                    + " leads nowhere");
                }
            }
        }
        return dangling;
    }

    private List<Path> texts() throws IOException {
        List<Path> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(root)) {
            for (Path file : files.sorted().toList()) {
                if (isText(file)) {
                    texts.add(file);
                } else if (Files.isDirectory(file)) {
                    try (Stream<Path> inside = Files.list(file)) {
                        inside.filter(Links::isText).sorted().forEach(texts::add);
                    }
                }
            }
        }
        return texts;
    }

    private static boolean isText(Path file) {
        return file.toString().endsWith(".md");
    }

    private static boolean leadsSomewhere(Path text, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? text : text.resolveSibling(parts[0]);
        return Files.exists(file)
                && (parts.length == 1 || !isText(file) || anchors(file).contains(parts[1]));
    }

    /// As GitHub makes them of headings.
    private static Set<String> anchors(Path text) throws IOException {
        return HEADING.matcher(withoutCode(text))
                .results()
                .map(heading ->
                        heading.group(1)
                                .toLowerCase(Locale.ROOT)
                                .replaceAll("[^\\p{L}\\p{N}\\s_-]", "")
                                .strip()
                                .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(Path text) throws IOException {
        return FENCE.matcher(Files.readString(text).replace("\r\n", "\n")).replaceAll("");
    }
}
