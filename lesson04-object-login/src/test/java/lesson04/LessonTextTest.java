package lesson04;

import course.testkit.LessonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does. What the peer's `grep` prints is a recording of a real run,
/// made anew with `mvn -pl lesson04 test -Dpeers=required -Dtext=update`.
class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson04")
                .figure("readable", () -> Files.readString(LoginPeerTest.RECORDING))
                .tests();
    }
}
