package course.cli.grade.report.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a,b\r\nc,d",
                "a;b\n\"x;\"\"y\"\"\nz\";\n",
                "a\tb\n\n\nc\td\n",
                "a,b,\n,,\n",
                "\"never closed,\n1,2",
                "a\"\"b,c\"d\n",
                "\"x\"y,z\r",
            })
    void fileThatIsNotChangedStaysAsItWas(String text) {
        assertThat(CsvCells.parse(text).text()).isEqualTo(text);
    }

    @Test
    void delimiterIsTheOneThatCutsTheHeadIntoMostCells() {
        assertThat(CsvCells.parse("a,b;c;d\n").delimiter()).isEqualTo(';');
        assertThat(CsvCells.parse("\"a;b;c\",d\n").delimiter()).isEqualTo(',');
        assertThat(CsvCells.parse("a\tb\n").delimiter()).isEqualTo('\t');
    }

    @Test
    void quotesAreNoPartOfTheValue() {
        CsvCells cells = CsvCells.parse("\"a \"\"b\"\"\",\"\",c\n");

        assertThat(cells.value(0, 0)).isEqualTo("a \"b\"");
        assertThat(cells.value(0, 1)).isEmpty();
        assertThat(cells.value(0, 2)).isEqualTo("c");
        assertThat(cells.value(0, 9)).isEmpty();
    }

    @Test
    void replacedCellKeepsItsQuotesAndGetsThemWhereNeeded() {
        CsvCells cells = CsvCells.parse("\"a\",b,c\n");

        cells.replace(0, 0, "1");
        cells.replace(0, 1, "2");
        cells.replace(0, 2, "3,5");

        assertThat(cells.text()).isEqualTo("\"1\",2,\"3,5\"\n");
    }
}
