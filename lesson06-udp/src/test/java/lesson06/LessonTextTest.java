package lesson06;

import course.testkit.LessonText;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does. What `tcpdump` and dnsmasq have said in it is recorded, anew
/// with `mvn -pl lesson06 test -Dpeers=required -Dtext=update`.
class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson06")
                .figure("fragments", () -> WirePeerTest.recording("fragments"))
                .figure("icmp", LessonTextTest::icmp)
                .figure("first-byte", LessonTextTest::firstByte)
                .figure("dnsmasq-answer", DnsFigures::dnsmasqAnswer)
                .figure("truncated", DnsFigures::truncated)
                .tests();
    }

    /// What ICMP quotes stands on a line of its own.
    private static String icmp() throws IOException {
        return WirePeerTest.recording("icmp").replace(" | ", "\n  quotes: ");
    }

    private static String firstByte() throws IOException {
        return WirePeerTest.recording("first-byte-udp")
                + "\n\n"
                + WirePeerTest.recording("first-byte-tcp");
    }
}
