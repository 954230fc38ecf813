package course.cli.grade.report;

import course.cli.grade.report.html.HtmlReport;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The forms in which a class of grades is written. Moodle's worksheet is none of them: it needs
/// the teacher's own file, see [course.cli.grade.report.moodle.MoodleWorksheet].
public enum Format {
    /// `index.html` and a page per student.
    HTML,
    /// `grades.csv`, a row per student.
    CSV,
    /// `grades.json`, everything that is known.
    JSON,
    /// `gradescope/ID.json`, what Gradescope expects as `results.json`.
    GRADESCOPE,
    /// `github-classroom/ID.json`, the same as a step output, and its notices.
    GITHUB_CLASSROOM,
    /// `junit/TEST-ID.xml`, in Surefire's schema.
    JUNIT;

    /// What a teacher gets who asks for nothing in particular.
    public static final Set<Format> DEFAULT = Set.of(HTML, CSV, JSON);

    /// The word for `--format`: `github-classroom`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The formats of a list with commas: `html,junit`.
    ///
    /// @throws IllegalArgumentException with one line, when a word is none of them
    public static Set<Format> of(String words) {
        Set<Format> formats = new TreeSet<>();
        for (String word : words.split(",", -1)) {
            formats.add(
                    Arrays.stream(values())
                            .filter(format -> format.word().equals(word.strip()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "There is no format \""
                                                    + word.strip()
                                                    + "\". There is: "
                                                    + words()
                                                    + ".")));
        }
        return formats;
    }

    private static String words() {
        return Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", "));
    }

    Report report() {
        return switch (this) {
            case HTML -> new HtmlReport();
            case CSV -> new CsvReport();
            case JSON -> new JsonReport();
            case GRADESCOPE -> new GradescopeReport();
            case GITHUB_CLASSROOM -> new ClassroomReport();
            case JUNIT -> new JunitReport();
        };
    }
}
