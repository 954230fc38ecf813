package course.cli.grade.report;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvReportTest {

    @TempDir private Path out;

    @Test
    void rowPerStudentWithThePointsOfEachExercise() throws IOException {
        Reports.write(Set.of(Format.CSV), SampleGrades.ofSize(2), SampleGrades.NOTES, out);

        String text = Files.readString(out.resolve("grades.csv"));

        assertThat(text).startsWith("\uFEFFid,name,participant,points,of,notices,2.1,2.2,");
        assertThat(text.split("\r\n")).hasSize(3);
        assertThat(text.split("\r\n")[1]).startsWith("student-000,李明,1000,");
    }

    @ParameterizedTest
    @CsvSource({
        "=1+1,            '''=1+1'",
        "+49 170,         '''+49 170'",
        "-Ming,           '''-Ming'",
        "@SUM(A1),        '''@SUM(A1)'",
        "＝1,              '''＝1'",
        "李明,             李明",
        "O'Neill,         O'Neill",
    })
    void cellThatBeginsLikeAFormulaIsText(String name, String cell) {
        assertThat(CsvReport.harmless(name)).isEqualTo(cell);
    }

    @Test
    void formulaBehindASpaceOrALineFeedIsTextToo() {
        assertThat(CsvReport.harmless(" =1")).isEqualTo("' =1");
        assertThat(CsvReport.harmless("\t=1")).isEqualTo("␉=1");
    }

    @Test
    void hostileNameStaysInItsCell() throws IOException {
        StudentGrade student = SampleGrades.hostile();
        Reports.write(Set.of(Format.CSV), List.of(student), SampleGrades.NOTES, out);

        String text = Files.readString(out.resolve("grades.csv"));

        assertThat(text.split("\r\n")).hasSize(2);
        assertThat(text)
                .contains(
                        "\"<script>alert('x')</script> [U+202E]\uFFFD␊=HYPERLINK(\"\"a\"\")\",99,15,60,2,10,5,0,0,0,0");
    }
}
