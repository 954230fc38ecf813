package lesson01.exercise;

import course.testkit.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Looks into a compiled class for what an exercise forbids.
final class ByHand {

    private ByHand() {}

    /// A class names every other class it uses, in its constant pool (JVMS 4.4).
    static void withoutJavaNet(Trace trace, Class<?> exercise) throws IOException {
        String file = exercise.getSimpleName() + ".class";
        try (InputStream in = exercise.getResourceAsStream(file)) {
            String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            trace.check(
                    "without the package java.net",
                    !content.contains("java/net/"),
                    "The class uses java.net. This exercise is about doing it by hand.");
        }
    }
}
