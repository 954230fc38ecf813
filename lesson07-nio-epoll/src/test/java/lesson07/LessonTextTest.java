package lesson07;

import course.testkit.LessonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does. Four figures are recorded: [KernelCallsTest] (`strace`),
/// [KernelViewTest], [HttpLoopPeerTest] (`curl`) and [LoopFaultTest], each anew with
/// `-Dtext=update`; the faults only with `-Dfaults=20` in addition.
class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson07")
                .figure("kernel-calls", LessonTextTest::kernelCalls)
                .figure("kernel-view", () -> String.join("\n", KernelViewTest.RECORDING.lines()))
                .figure("keep-alive", () -> String.join("\n", HttpLoopPeerTest.RECORDING.lines()))
                .figure("faults", () -> Files.readString(FaultTable.RECORDING))
                .tests();
    }

    private static String kernelCalls() throws IOException {
        return KernelCallsTest.RECORDING.lines().stream()
                .map(KernelCalls::shortened)
                .collect(Collectors.joining("\n"));
    }
}
