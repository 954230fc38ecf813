package course.cli.grade.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Read with another library than the one that writes.
class JsonFormatsTest {

    @TempDir private Path out;

    private JsonObject write(Format format, String file) throws IOException {
        Reports.write(
                Set.of(format),
                List.of(SampleGrades.hostile()),
                new ClassNotes(
                        "a sandbox",
                        true,
                        List.of(new SimilarPair("lesson02", "a", "b", 97)),
                        List.of("a remark")),
                out);
        return JsonParser.parseString(Files.readString(out.resolve(file))).getAsJsonObject();
    }

    @Test
    void gradescopeHasATestForEachExercise() throws IOException {
        JsonObject results = write(Format.GRADESCOPE, "gradescope/mallory_1.json");

        assertThat(results.keySet())
                .containsExactlyInAnyOrder(
                        "score",
                        "output",
                        "output_format",
                        "stdout_visibility",
                        "tests",
                        "extra_data");
        assertThat(results.get("score").getAsBigDecimal()).isEqualByComparingTo("15");
        assertThat(results.getAsJsonArray("tests")).hasSize(6);
        JsonObject partly = results.getAsJsonArray("tests").get(1).getAsJsonObject();
        assertThat(partly.keySet())
                .containsExactlyInAnyOrder(
                        "name",
                        "number",
                        "score",
                        "max_score",
                        "status",
                        "output",
                        "output_format",
                        "visibility",
                        "tags");
        assertThat(partly.get("number").getAsString()).isEqualTo("2.2");
        assertThat(partly.get("status").getAsString()).isEqualTo("failed");
        assertThat(partly.get("visibility").getAsString()).isEqualTo("visible");
        assertThat(partly.get("score").getAsBigDecimal()).isEqualByComparingTo("5");
        assertThat(partly.get("max_score").getAsInt()).isEqualTo(10);
        assertThat(partly.get("output").getAsString())
                .startsWith("partly, 5 of 10 points, 1 of 2 tests passed\n\n")
                .contains(
                        "Exercise2_2Test.lengthCountsBytes: failed\n1. ok      the client connects")
                .endsWith("Hint: Count the bytes of 你好, then its characters.");
    }

    @Test
    void gradescopesScoresAddUp() throws IOException {
        JsonObject results = write(Format.GRADESCOPE, "gradescope/mallory_1.json");

        assertThat(
                        objects(results.getAsJsonArray("tests"))
                                .mapToDouble(test -> test.get("score").getAsDouble())
                                .sum())
                .isEqualTo(results.get("score").getAsDouble());
    }

    @Test
    void classroomsOutputIsTheResultInBase64() throws IOException {
        JsonObject readable = write(Format.GITHUB_CLASSROOM, "github-classroom/mallory_1.json");
        String line = Files.readString(out.resolve("github-classroom/mallory_1.output"));

        assertThat(line).startsWith("result=").endsWith("\n").hasLineCount(1);
        byte[] json = Base64.getDecoder().decode(line.substring("result=".length()).strip());
        assertThat(JsonParser.parseString(new String(json, StandardCharsets.UTF_8)))
                .isEqualTo(readable);
        assertThat(readable.keySet()).containsExactly("version", "status", "max_score", "tests");
        assertThat(readable.get("status").getAsString()).isEqualTo("fail");
        assertThat(readable.get("max_score").getAsInt()).isEqualTo(60);
        assertThat(
                        objects(readable.getAsJsonArray("tests"))
                                .map(test -> test.get("status").getAsString()))
                .containsExactly("pass", "fail", "fail", "fail", "error", "error");
    }

    @Test
    void classroomsNoticesNameThePoints() throws IOException {
        write(Format.GITHUB_CLASSROOM, "github-classroom/mallory_1.json");

        assertThat(out.resolve("github-classroom/mallory_1.notices"))
                .hasContent(
                        """
                        ::notice title=Autograding complete::Points 15/60
                        ::notice title=Autograding report::{"totalPoints":15,"maxPoints":60}
                        """);
    }

    @Test
    void classHoldsAllThatIsKnown() throws IOException {
        JsonObject grades = write(Format.JSON, "grades.json");

        JsonObject student = grades.getAsJsonArray("students").get(0).getAsJsonObject();
        assertThat(student.get("score").getAsBigDecimal()).isEqualByComparingTo("15");
        JsonObject lesson = student.getAsJsonArray("lessons").get(0).getAsJsonObject();
        JsonObject exercise = lesson.getAsJsonArray("exercises").get(2).getAsJsonObject();
        assertThat(
                        objects(exercise.getAsJsonArray("tests"))
                                .map(test -> test.get("verdict").getAsString()))
                .containsExactly("TIME_LIMIT", "ENDED_THE_JVM", "NOT_RUN");
        JsonObject pair = grades.getAsJsonArray("similar").get(0).getAsJsonObject();
        assertThat(pair.get("percent").getAsInt()).isEqualTo(97);
        assertThat(grades.getAsJsonArray("remarks").get(0).getAsString()).isEqualTo("a remark");
    }

    @Test
    void nothingHiddenIsLeftInAnyText() throws IOException {
        write(Format.JSON, "grades.json");

        String text = Files.readString(out.resolve("grades.json"));

        assertThat(text)
                .contains("␀", "␛[2J", "[U+202E]", "😀", "long ".repeat(2_000))
                .doesNotContain("\u202e", "\\u0000", "\\u001b");
    }

    private static java.util.stream.Stream<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }
}
