package course.cli.grade.report.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The heads are those of Moodle's language packs, the rows those of real worksheets.
class MoodleWorksheetTest {

    private static final String ENGLISH =
            """
            Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed","Last modified (submission)","Last modified (grade)","Feedback comments"
            "Participant 12","Ming Li",ming@example.org,"Submitted for grading",,65.00,Yes,"Friday, 20 November 2026, 9:05 AM",-,"Well ""done""
            so far"
            "Participant 13","=1+1, Bob",bob@example.org,"No submission",,65.00,Yes,-,-,
            """;

    private static final String GERMAN =
            """
            ID;"Vollständiger Name";ID-Nummer;E-Mail-Adresse;Status;Bewertung;Bestwertung;"Bewertung kann geändert werden";"Zuletzt geändert (Abgabe)";"Zuletzt geändert (Bewertung)";"Feedback als Kommentar"
            Teilnehmer/in12;"Müller, Änne";k4711;aenne@example.org;"Zur Bewertung abgegeben";"13,50";"24,00";Ja;"Mittwoch, 13. März 2024, 10:15";"Mittwoch, 13. März 2024, 19:59";
            Teilnehmer/in13;Bob;k4712;bob@example.org;"Zur Bewertung abgegeben";;"24,00";Ja;-;-;
            """;

    private static final String CHINESE =
            """
            标识符,全名,状态,成绩,最高分,允许更改成绩,上次修改（作业）,上次修改（评分）,反馈评论
            参与人12,李明,已提交请评分,,100.00,是,2026年11月20日,-,
            参与人13,王小红,没有作业,,100.00,是,-,-,
            """;

    private static final String FRENCH =
            """
            Identifiant\t"Nom complet"\tStatut\tNote\t"Note maximale"\t"La note peut être modifiée"
            Participant12\t"Zoë Kravitz"\tRemis\t\t20,00\tOui
            Participant13\tBob\tRemis\t\t20,00\tOui
            """;

    @TempDir private Path folder;

    private static StudentGrade student(String id, String name, String participant, String score) {
        ExerciseGrade exercise =
                new ExerciseGrade(
                        "2.1",
                        "Send one message",
                        65,
                        new BigDecimal(score),
                        ExerciseGrade.State.PARTLY,
                        "",
                        "",
                        List.of());
        return new StudentGrade(
                id,
                name,
                participant,
                List.of(),
                List.of(new LessonGrade("lesson02", "TCP", List.of(exercise))));
    }

    private List<String> fill(byte[] worksheet, StudentGrade... students) throws IOException {
        Path file = Files.write(folder.resolve("worksheet.csv"), worksheet);
        return MoodleWorksheet.fill(file, List.of(students), folder.resolve("filled.csv"));
    }

    private byte[] filled() throws IOException {
        return Files.readAllBytes(folder.resolve("filled.csv"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void englishWorksheetChangesInTheGradeAndNowhereElse(String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);

        List<String> sentences =
                fill(ENGLISH.getBytes(charset), student("ming", "Ming Li", "12", "42.25"));

        assertThat(new String(filled(), charset))
                .isEqualTo(ENGLISH.replaceFirst("for grading\",,", "for grading\",42.25,"));
        assertThat(sentences)
                .containsExactly(
                        "The row of =1+1, Bob (Participant 13) stays as it was: nothing of this"
                                + " student was graded.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "windows-1252"})
    void germanWorksheetKeepsItsCommaAndIsScaled(String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);

        List<String> sentences =
                fill(
                        GERMAN.getBytes(charset),
                        student("aenne", "Änne Müller", "12", "65"),
                        student("bob", "Bob", "13", "32.50"));

        assertThat(new String(filled(), charset))
                .isEqualTo(
                        GERMAN.replace("\"13,50\"", "\"24,00\"")
                                .replace("abgegeben\";;", "abgegeben\";12,00;"));
        assertThat(sentences).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16BE", "GBK"})
    void chineseWorksheetIsFilledByNumberOrByName(String encoding) throws IOException {
        Charset charset = Charset.forName(encoding);

        fill(
                CHINESE.getBytes(charset),
                student("a", "Li Ming", "12", "65"),
                student("b", "王小红", "", "10"));

        assertThat(new String(filled(), charset))
                .isEqualTo(CHINESE.replace("评分,,", "评分,100.00,").replace("没有作业,,", "没有作业,15.38,"));
    }

    @Test
    void columnsOfAnUnknownLanguageAreFoundByWhatTheyHold() throws IOException {
        fill(FRENCH.getBytes(Charset.forName("windows-1252")), student("z", "?", "12", "65"));

        assertThat(new String(filled(), Charset.forName("windows-1252")))
                .isEqualTo(FRENCH.replaceFirst("Remis\t\t", "Remis\t20,00\t"));
    }

    @Test
    void commaInACommaSeparatedFileStandsInQuotes() throws IOException {
        String worksheet =
                "ID,Status,Bewertung,Bestwertung\r\nTeilnehmer/in12,abgegeben,,\"24,00\"\r\n";

        fill(worksheet.getBytes(StandardCharsets.UTF_8), student("a", "A", "12", "32.50"));

        assertThat(new String(filled(), StandardCharsets.UTF_8))
                .isEqualTo(worksheet.replace("abgegeben,,", "abgegeben,\"12,00\","));
    }

    @Test
    void byteOrderMarkAndMissingLastLineEndStay() throws IOException {
        String worksheet = "\uFEFF" + ENGLISH.strip().replace("\n", "\r\n");
        byte[] bytes = worksheet.getBytes(StandardCharsets.UTF_8);

        fill(bytes, student("ming", "Ming Li", "12", "1"));

        assertThat(new String(filled(), StandardCharsets.UTF_8))
                .isEqualTo(worksheet.replaceFirst("for grading\",,", "for grading\",1.00,"));
    }

    @Test
    void worksheetOfNobodyWeKnowStaysAsItWas() throws IOException {
        byte[] bytes = ENGLISH.getBytes(StandardCharsets.UTF_8);

        List<String> sentences = fill(bytes, student("eve", "Eve", "77", "5"));

        assertThat(filled()).isEqualTo(bytes);
        assertThat(sentences)
                .hasSize(3)
                .last()
                .isEqualTo("Eve, 5 of 65 points, has no row in the worksheet.");
    }

    @Test
    void twoOfTheSameNameAreNotGuessed() throws IOException {
        String worksheet = ENGLISH.replace("=1+1, Bob", "Ming Li");

        List<String> sentences =
                fill(
                        worksheet.getBytes(StandardCharsets.UTF_8),
                        student("ming", "Ming Li", "", "5"));

        assertThat(new String(filled(), StandardCharsets.UTF_8)).isEqualTo(worksheet);
        assertThat(sentences).hasSize(3);
    }

    @Test
    void sameFileCanBeFilledInPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("grades.csv"), ENGLISH);

        MoodleWorksheet.fill(file, List.of(student("m", "Ming Li", "12", "65")), file);

        assertThat(file).content().contains(",65.00,65.00,Yes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a,b,c\\n1,2,3\\n                                           | This is no grading worksheet of Moodle
                    Identifier,Status,Grade,Scale\\nParticipant 12,x,,good\\n  | The assignment is graded with a scale
                    Identifier,Status,Grade\\nParticipant 12,x,\\n             | has no column with the maximum grade
                    Identifier,Grade,Maximum grade\\nParticipant 12,,-\\n      | maximum grade is no number above zero: "-"
                    """)
    void otherFileIsRefusedInWordsAndNothingIsWritten(String worksheet, String message)
            throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("other.csv"), worksheet.translateEscapes().strip());

        assertThatThrownBy(() ->
                        MoodleWorksheet.fill(
                                file,
                                List.of(student("m", "Ming Li", "12", "65")),
                                folder.resolve("filled.csv")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
        assertThat(folder.resolve("filled.csv")).doesNotExist();
    }

    @Test
    void emptyFileIsRefusedInWords() {
        assertThatThrownBy(() -> fill(new byte[0])).hasMessage("The worksheet is empty.");
    }
}
