package lesson02;

import course.testkit.Capture;
import course.testkit.LessonText;
import course.testkit.Segment;
import course.testkit.SequenceDiagram;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does. Its capture is a recording of a real run, made anew with
/// `mvn -pl lesson02 test -Dpeers=required -Dtext=update`.
class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson02")
                .figure("capture", LessonTextTest::tcpdumpLines)
                .figure("handshake-and-close", LessonTextTest::diagram)
                .tests();
    }

    /// As `tcpdump -nn` prints them, without the time and without the options, which fill a line of
    /// their own and come up in no exercise.
    private static String tcpdumpLines() throws IOException {
        List<Segment> segments = recording();
        String client = "." + segments.getFirst().from().port();
        String server = "." + segments.getFirst().to().port();
        return Segment.relative(segments).stream()
                .map(Segment::tcpdumpLine)
                .map(line -> line.replaceFirst("^\\S+ ", "").replaceFirst(" options \\[.*?],", ""))
                .map(line -> line.replace(client, ".50001").replace(server, ".8888"))
                .collect(Collectors.joining("\n"));
    }

    private static String diagram() throws IOException {
        return SequenceDiagram.of(recording(), "client", "server");
    }

    private static List<Segment> recording() throws IOException {
        return Capture.read(OneWayPeerTest.RECORDING);
    }
}
