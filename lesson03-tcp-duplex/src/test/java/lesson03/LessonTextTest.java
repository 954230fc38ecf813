package lesson03;

import course.testkit.LessonText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The README says what the code does. What real peers have said in it is recorded, anew with `mvn
/// -pl lesson03 test -Dpeers=required -Dtext=update`.
class LessonTextTest {

    private static final List<String> RECORDED =
            List.of("curl-get", "curl-keep-alive", "dev-tcp", "dev-tcp-is-no-file", "echo-bytes");

    @TestFactory
    Stream<DynamicTest> readmeSaysWhatTheCodeDoes() throws IOException {
        LessonText text =
                LessonText.of("lesson03")
                        .figure("keep-alive-answered", IdlePeerTest::answered)
                        .figure("keep-alive-unanswered", IdlePeerTest::unanswered)
                        .figure("nagle", IdlePeerTest::nagle)
                        .figure("own-sockets", OwnSocketsTest::figure)
                        .figure("left-over", UnixTest::leftOver)
                        .figure("default-charset", OftenSaidTest::figure);
        for (String name : RECORDED) {
            text.figure(
                    name, () -> Files.readString(HttpPeerTest.RECORDINGS.resolve(name + ".txt")));
        }
        return text.tests();
    }
}
