package course.cli.grade.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormatTest {

    @TempDir private Path folder;

    @Test
    void wordsOfTheCommandLineNameFormats() {
        assertThat(Format.of("html, github-classroom"))
                .containsExactly(Format.HTML, Format.GITHUB_CLASSROOM);
    }

    @Test
    void unknownWordGetsOneLineWithAllThatThereIs() {
        assertThatThrownBy(() -> Format.of("html,pdf"))
                .hasMessage(
                        "There is no format \"pdf\". There is: html, csv, json, gradescope,"
                                + " github-classroom, junit.");
    }

    @Test
    void sameGradesGiveTheSameBytes() throws IOException {
        var students =
                Stream.concat(SampleGrades.ofSize(20).stream(), Stream.of(SampleGrades.hostile()))
                        .toList();

        Reports.write(Set.of(Format.values()), students, SampleGrades.NOTES, folder.resolve("a"));
        Reports.write(Set.of(Format.values()), students, SampleGrades.NOTES, folder.resolve("b"));

        assertThat(files(folder.resolve("a")))
                .isEqualTo(files(folder.resolve("b")))
                .hasSizeGreaterThan(100);
    }

    @Test
    void reportOfASmallerClassLeavesNobodyBehind() throws IOException {
        Reports.write(Set.of(Format.values()), SampleGrades.ofSize(3), SampleGrades.NOTES, folder);
        Files.writeString(folder.resolve("students/my own notes.txt"), "stays");

        Reports.write(Set.of(Format.values()), SampleGrades.ofSize(2), SampleGrades.NOTES, folder);

        assertThat(files(folder).keySet())
                .contains("students/student-001.html", "students/my own notes.txt")
                .noneMatch(name -> name.contains("student-002"));
    }

    @Test
    void classOfNobodyHasAReportToo() throws IOException {
        Reports.write(Set.of(Format.values()), List.of(), SampleGrades.NOTES, folder);

        assertThat(folder.resolve("index.html")).content().contains("0 students");
        assertThat(folder.resolve("grades.json")).content().contains("\"students\" : [");
    }

    private static Map<String, String> files(Path root) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                files.put(
                        root.relativize(file).toString().replace('\\', '/'),
                        Files.readString(file));
            }
        }
        return files;
    }
}
