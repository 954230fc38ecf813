package course.cli.grade.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.TestSuiteXmlParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Read by Surefire's own parser, and checked against its schema.
class JunitReportTest {

    @TempDir private Path out;

    private Path report;

    @BeforeEach
    void write() throws IOException {
        Reports.write(
                Set.of(Format.JUNIT), List.of(SampleGrades.hostile()), SampleGrades.NOTES, out);
        report = out.resolve("junit/TEST-mallory_1.xml");
    }

    @Test
    void surefireReadsWhatBecameOfEachTest() throws Exception {
        List<ReportTestSuite> suites;
        try (InputStream in = Files.newInputStream(report)) {
            suites =
                    new TestSuiteXmlParser(new NullConsoleLogger())
                            .parse(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        // The parser makes a suite of each class.
        assertThat(sum(suites, ReportTestSuite::getNumberOfTests)).isEqualTo(10);
        assertThat(sum(suites, ReportTestSuite::getNumberOfFailures)).isEqualTo(1);
        assertThat(sum(suites, ReportTestSuite::getNumberOfErrors)).isEqualTo(5);
        assertThat(sum(suites, ReportTestSuite::getNumberOfSkipped)).isEqualTo(1);
        ReportTestCase failed = suites.get(1).getTestCases().get(1);
        assertThat(failed.getName()).isEqualTo("lengthCountsBytes");
        assertThat(failed.getFullClassName()).isEqualTo("lesson02.Exercise2_2Test");
        assertThat(failed.getFailureDetail()).contains("The length counts bytes, not characters.");
    }

    private static int sum(List<ReportTestSuite> suites, ToIntFunction<ReportTestSuite> number) {
        return suites.stream().mapToInt(number).sum();
    }

    @Test
    void schemaHolds() throws Exception {
        Schema schema =
                SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                        .newSchema(JunitReportTest.class.getResource("surefire-test-report.xsd"));

        schema.newValidator().validate(new StreamSource(report.toFile()));
    }

    @Test
    void nothingOfTheMachineStandsInIt() throws IOException {
        assertThat(report)
                .content()
                .doesNotContain("properties", System.getProperty("user.home"))
                .contains("time=\"0\"", "␛[2J", "[U+202E]");
    }
}
