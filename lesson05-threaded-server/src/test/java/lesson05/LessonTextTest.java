package lesson05;

import course.testkit.LessonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does. What `nc` prints is a recording of a real run, made anew
/// with `mvn -pl lesson05 test -Dpeers=required -Dtext=update`.
class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson05")
                .figure("chat-room", () -> Files.readString(ChatRoomPeerTest.RECORDING))
                .figure("faults", FaultTable::text)
                .tests();
    }
}
