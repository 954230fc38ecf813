package lesson01;

import course.testkit.LessonText;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does.
class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson01")
                .figure(
                        "bind-matrix-from-another-host",
                        () -> String.join("\n", BindMatrixPeerTest.figure()))
                .tests();
    }
}
