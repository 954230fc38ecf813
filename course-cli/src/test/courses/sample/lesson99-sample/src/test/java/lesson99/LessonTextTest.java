package lesson99;

import course.testkit.LessonText;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LessonTextTest {

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        return LessonText.of("lesson99").tests();
    }
}
