package lesson01;

import course.testkit.Dialogue;
import course.testkit.LessonText;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does.
class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson01")
                .figure("interfaces-lo", () -> withAllAddresses("Interfaces lo"))
                .figure("bind-matrix", () -> withAllAddresses("BindMatrix"))
                .figure(
                        "bind-matrix-from-another-host",
                        () -> String.join("\n", BindMatrixPeerTest.figure()))
                .tests();
    }

    /// A transcript that looks the same only on Linux with IPv6 and a network; a laptop on a train
    /// has none, and its tests must not fail for that.
    private static String withAllAddresses(String program) throws Exception {
        Assumptions.assumeTrue(
                System.getProperty("os.name").startsWith("Linux"),
                "The text shows a run on Linux; this is another system.");
        BindMatrixTest.assumeAllAddresses();
        return Dialogue.parse("lesson01", List.of(program))
                .play(Thread.currentThread().getContextClassLoader(), (_, _) -> {})
                .transcript();
    }
}
