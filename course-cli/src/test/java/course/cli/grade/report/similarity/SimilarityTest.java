package course.cli.grade.report.similarity;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.engine.Lesson;
import course.cli.grade.Submission;
import course.cli.grade.report.SimilarPair;
import course.cli.grade.report.similarity.Similarity.Found;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SimilarityTest {

    private static final String STUB =
            """
            package lesson98.exercise;

            /// Counts the words of a text.
            public final class Counter {
                private Counter() {}

                public static int words(String text) {
                    throw new UnsupportedOperationException("Count the words.");
                }

                public static int limit() {
                    int limit = 100;
                    for (int step = 0; step < 10; step++) {
                        limit = limit + step * 2;
                        if (limit > 150) {
                            limit = limit - 1;
                        }
                    }
                    return limit;
                }
            }
            """;

    private static final String ALICE =
            STUB.replace(
                    "throw new UnsupportedOperationException(\"Count the words.\");",
                    """
                    int words = 0;
                    boolean inside = false;
                    for (int at = 0; at < text.length(); at++) {
                        if (Character.isWhitespace(text.charAt(at))) {
                            inside = false;
                        } else if (!inside) {
                            inside = true;
                            words++;
                        }
                    }
                    return words;
                    """);

    /// Alice's, with other names, no layout and other comments.
    private static final String COPY =
            ALICE.replaceAll("\\bwords\\b(?!\\()", "zaehler")
                    .replaceAll("\\binside\\b", "drin")
                    .replaceAll("\\bat\\b", "i")
                    .replaceAll("///.*", "/* mine */")
                    .replaceAll("\\s+", " ");

    private static final String OWN =
            STUB.replace(
                    "throw new UnsupportedOperationException(\"Count the words.\");",
                    """
                    String trimmed = text.strip();
                    if (trimmed.isEmpty()) {
                        return 0;
                    }
                    java.util.List<String> parts = java.util.List.of(trimmed.split(" +"));
                    return (int) parts.stream().filter(part -> !part.isBlank()).count();
                    """);

    @TempDir private Path folder;

    private final List<Submission> submissions = new ArrayList<>();
    private Lesson lesson;

    @BeforeEach
    void handOut() throws IOException {
        lesson = new Lesson("lesson98", folder.resolve("lesson98-counting"));
        write(lesson.exerciseSources(), STUB);
    }

    private static void write(Path sources, String text) throws IOException {
        write(sources, "Counter", text);
    }

    private static void write(Path sources, String name, String text) throws IOException {
        Path file = sources.resolve("lesson98/exercise/" + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void handIn(String id, String text) throws IOException {
        Path sources = folder.resolve("in").resolve(id);
        write(sources, text);
        submissions.add(new Submission(id, id, "", Map.of("lesson98", sources), List.of()));
    }

    private Found compare(String out) throws Exception {
        return Similarity.compare(
                submissions, List.of(lesson), folder.resolve("work"), folder.resolve(out));
    }

    @Test
    void copyWithOtherNamesAndLayoutIsFoundAndOthersAreNot() throws Exception {
        handIn("alice", ALICE);
        handIn("mallory", COPY);
        handIn("own-work", OWN);
        handIn("stub-1", STUB);
        handIn("stub-2", STUB.replace("\n", "\r\n\r\n"));

        Found found = compare("out");

        assertThat(found.pairs())
                .containsExactly(new SimilarPair("lesson98", "alice", "mallory", 100));
        assertThat(found.remarks()).isEmpty();
        assertThat(folder.resolve("out/similarity/lesson98.jplag")).exists();
    }

    @Test
    void whatDoesNotParseIsLeftOutInWords() throws Exception {
        handIn("alice", ALICE);
        handIn("mallory", COPY);
        handIn("broken", "class {{{");
        handIn(
                "deep",
                ALICE.replace(
                        "int words = 0",
                        "int words = " + "(".repeat(50_000) + "0" + ")".repeat(50_000)));

        Found found = compare("out");

        assertThat(found.pairs()).extracting(SimilarPair::first).containsExactly("alice");
        assertThat(found.remarks())
                .containsExactly(
                        "lesson98: broken was not compared with the others because it does not parse.",
                        "lesson98: deep was not compared with the others because it does not parse.");
    }

    @Test
    void oneChineseNameAmongManyEnglishFilesIsCompared() throws Exception {
        for (String id : List.of("alice", "mallory")) {
            handIn(id, ALICE.replace("/// Counts", "/// 小明 counts"));
            for (int i = 1; i <= 5; i++) {
                String helper = STUB.replace("Counter", "Helper" + i) + "// " + id;
                write(folder.resolve("in").resolve(id), "Helper" + i, helper);
            }
        }

        Found found = compare("out");

        assertThat(found.remarks()).isEmpty();
        assertThat(found.pairs()).hasSize(1);
    }

    @Test
    void nobodyHasBegunAndNothingIsCompared() throws Exception {
        handIn("stub-1", STUB);
        handIn("stub-2", STUB);

        assertThat(compare("out")).isEqualTo(new Found(List.of(), List.of()));
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void oneParsesAndThereIsNobodyToCompareItWith() throws Exception {
        handIn("alice", ALICE);
        handIn("broken", "class {{{");

        assertThat(compare("out").remarks())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("lesson98 was not compared: ");
    }

    @Test
    void sameSubmissionsGiveTheSameBytesAndNoPathOfTheMachine() throws Exception {
        handIn("alice", ALICE);
        handIn("mallory", COPY);
        handIn("own-work", OWN);

        compare("out");
        Similarity.compare(
                submissions, List.of(lesson), folder.resolve("another"), folder.resolve("again"));

        Path file = folder.resolve("out/similarity/lesson98.jplag");
        assertThat(file).hasSameBinaryContentAs(folder.resolve("again/similarity/lesson98.jplag"));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                            .as(entry.getName())
                            .doesNotContain(folder.toString());
                }
            }
        }
    }
}
