package course.cli.grade.report.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import course.cli.grade.StudentGrade;
import course.cli.grade.report.ClassNotes;
import course.cli.grade.report.Format;
import course.cli.grade.report.Reports;
import course.cli.grade.report.SampleGrades;
import course.cli.grade.report.SimilarPair;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The pages in a real browser.
@Timeout(180)
class HtmlReportTest {

    private static final int TAB = 9;
    private static final int ENTER = 13;

    @TempDir private static Path folder;

    private static Path out;
    private static Browser browser;

    @BeforeAll
    static void write() throws Exception {
        assumeTrue(
                Browser.installed().isPresent(),
                "Chromium is not installed. Debian: apt install chromium");
        out = folder.resolve("report");
        List<StudentGrade> students =
                Stream.concat(SampleGrades.ofSize(299).stream(), Stream.of(SampleGrades.hostile()))
                        .toList();
        ClassNotes notes =
                new ClassNotes(
                        "bubblewrap: own file system, network and processes",
                        true,
                        List.of(new SimilarPair("lesson02", "mallory_1", "student-000", 98)),
                        List.of());
        Reports.write(Set.of(Format.HTML), students, notes, out);
        browser =
                Browser.start(
                        Browser.installed().orElseThrow(),
                        Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "students/student-003.html", "students/mallory_1.html"})
    void pageAsksForNothingAndTheConsoleStaysEmpty(String page) throws Exception {
        browser.open(out.resolve(page));

        assertThat(browser.problems()).isEmpty();
        assertThat(browser.requests()).containsExactly(out.resolve(page).toUri().toString());
    }

    @Test
    void overviewShowsThreeHundredStudents() throws Exception {
        browser.open(out.resolve("index.html"));

        assertThat(browser.text("document.querySelectorAll('table.sortable tbody tr').length"))
                .isEqualTo("300");
        assertThat(browser.texts("document.querySelectorAll('.figures dd')", "textContent"))
                .element(0)
                .isEqualTo("300 students");
    }

    @Test
    void headsSortByKeyboard() throws Exception {
        browser.open(out.resolve("index.html"));

        tabTo("document.activeElement.textContent === 'Points'");
        browser.press("Enter", ENTER, "\r");
        assertThat(points()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(sorted()).isEqualTo("Points descending Sorted by points, highest first");

        browser.press("Enter", ENTER, "\r");
        assertThat(points()).isSorted();
        assertThat(sorted()).isEqualTo("Points ascending Sorted by points, lowest first");
    }

    @Test
    void focusCanBeSeen() throws Exception {
        browser.open(out.resolve("index.html"));

        tabTo("document.activeElement.tagName === 'BUTTON'");

        assertThat(browser.text("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void firstKeyOffersToSkipToTheStudents() throws Exception {
        browser.open(out.resolve("index.html"));

        browser.press("Tab", TAB, "");
        browser.press("Enter", ENTER, "\r");

        assertThat(browser.text("document.activeElement.id")).isEqualTo("students");
    }

    @Test
    void namesSortAsPeopleSortThem() throws Exception {
        browser.open(out.resolve("index.html"));

        browser.value("document.querySelector('th[data-column=\"0\"] button').click()");

        List<String> names =
                browser.texts("document.querySelectorAll('tbody th a')", "textContent");
        assertThat(names.indexOf("Anna Müller 11")).isLessThan(names.indexOf("Anna Müller 101"));
        assertThat(names.indexOf("Bob Smith")).isLessThan(names.indexOf("Zoë Kravitz"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"index.html", "students/student-003.html", "students/mallory_1.html"})
    void telephoneNeedsNoScrollingToTheSide(String page) throws Exception {
        browser.width(360);
        try {
            browser.open(out.resolve(page));

            assertThat(browser.text("document.documentElement.scrollWidth")).isEqualTo("360");
        } finally {
            browser.width(1280);
        }
    }

    @Test
    void traceScrollsInItsOwnBox() throws Exception {
        browser.open(out.resolve("students/mallory_1.html"));

        assertThat(browser.text("String(document.querySelectorAll('pre').length > 3)"))
                .isEqualTo("true");
        assertThat(
                        browser.texts(
                                "document.querySelectorAll('pre')",
                                "getComputedStyle(each).overflowX"))
                .containsOnly("auto");
        assertThat(browser.texts("document.querySelectorAll('pre')", "String(each.tabIndex)"))
                .containsOnly("0");
    }

    @Test
    void hostileNameIsTextAndNothingElse() throws Exception {
        browser.open(out.resolve("index.html"));

        assertThat(browser.text("document.querySelectorAll('script').length")).isEqualTo("1");
        assertThat(browser.text("document.querySelectorAll('img').length")).isEqualTo("0");
        assertThat(browser.texts("document.querySelectorAll('tbody th a')", "textContent"))
                .contains("<script>alert('x')</script> [U+202E]\uFFFD␊=HYPERLINK(\"a\")");
    }

    @Test
    void hostileMessageIsShownWhole() throws Exception {
        browser.open(out.resolve("students/mallory_1.html"));

        assertThat(browser.text("document.querySelectorAll('script, img').length")).isEqualTo("0");
        assertThat(browser.texts("document.querySelectorAll('pre')", "textContent"))
                .last()
                .asString()
                .startsWith("</pre><script>alert(1)</script>")
                .contains("␀␇␛[2J", "[U+202E]evil", "😀 你好")
                .endsWith("long ".repeat(100));
    }

    @Test
    void everyLinkLeadsSomewhere() throws Exception {
        for (String page : List.of("index.html", "students/student-003.html")) {
            browser.open(out.resolve(page));
            List<String> links = browser.texts("document.links", "href");

            assertThat(links).isNotEmpty();
            for (String link : links) {
                assertThat(target(link)).as(page + " links to " + link).exists();
            }
        }
    }

    @Test
    void linkWithinThePageLeadsToItsPart() throws Exception {
        for (String page : List.of("index.html", "students/student-003.html")) {
            browser.open(out.resolve(page));

            assertThat(
                            browser.texts(
                                    "document.querySelectorAll('a[href^=\"#\"]')",
                                    "String(document.querySelector(each.hash) !== null)"))
                    .containsOnly("true");
        }
    }

    @Test
    void withoutScriptThereIsTheTableAndNoButtonThatDoesNothing() throws Exception {
        browser.withoutScript(true);
        try {
            browser.open(out.resolve("index.html"));
        } finally {
            browser.withoutScript(false);
        }

        assertThat(browser.text("document.querySelectorAll('tbody tr').length")).isEqualTo("301");
        assertThat(browser.text("document.querySelectorAll('button').length")).isEqualTo("0");
    }

    @Test
    void wordsHaveContrastInBothColourSchemes() throws Exception {
        for (String scheme : List.of("light", "dark")) {
            browser.colours(scheme);
            browser.open(out.resolve("index.html"));

            assertThat(browser.value(LEAST_CONTRAST).asDouble()).as(scheme).isGreaterThan(4.5);
        }
        browser.colours("light");
    }

    /// WCAG 2: the relative luminance of a text and of the ground under it.
    private static final String LEAST_CONTRAST =
            """
            (() => {
              const light = colour => colour.match(/[\\d.]+/g).slice(0, 3)
                  .map(part => part / 255)
                  .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
                  .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
              const ground = element => {
                const colour = getComputedStyle(element).backgroundColor;
                return colour !== 'rgba(0, 0, 0, 0)' || !element.parentElement
                    ? colour : ground(element.parentElement);
              };
              return Math.min(...[...document.querySelectorAll('h1, h2, p, dt, dd, small, a, .sign, code')]
                  .map(element => [light(getComputedStyle(element).color), light(ground(element))])
                  .map(pair => (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05)));
            })()\
            """;

    @Test
    void missingSandboxIsSaidLoudly() throws IOException {
        Path loud = folder.resolve("loud");

        Reports.write(
                Set.of(Format.HTML),
                SampleGrades.ofSize(1),
                new ClassNotes("limits only", false, List.of(), List.of("A test was left out.")),
                loud);

        assertThat(loud.resolve("index.html"))
                .content()
                .contains("<strong>Without a sandbox.</strong> limits only")
                .contains("A test was left out.");
    }

    private void tabTo(String reached) throws Exception {
        for (int pressed = 0; pressed < 20; pressed++) {
            browser.press("Tab", TAB, "");
            if (browser.value(reached).asBoolean()) {
                return;
            }
        }
        throw new AssertionError("twenty tabs do not lead to " + reached);
    }

    private static List<Double> points() throws Exception {
        return browser
                .texts("document.querySelectorAll('td.number')", "each.dataset.number")
                .stream()
                .map(Double::valueOf)
                .toList();
    }

    private static String sorted() throws Exception {
        return browser.text(
                "(head => head.textContent + ' ' + head.getAttribute('aria-sort'))"
                        + "(document.querySelector('th[aria-sort]'))"
                        + " + ' ' + document.getElementById('sorted').textContent");
    }

    private static Path target(String link) {
        return Path.of(URI.create(link.replaceFirst("#.*", "")));
    }
}
