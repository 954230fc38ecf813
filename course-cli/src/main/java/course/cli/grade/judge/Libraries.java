package course.cli.grade.judge;

import course.testkit.Trace;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Jars that this program was started with.
final class Libraries {

    private Libraries() {}

    /// What tests need, in an order that stays. The build writes it down beside the testkit; where
    /// it has not, these are all jars of this program.
    static List<Path> ofTests() throws IOException {
        Path testkit = of(Trace.class);
        Path written = testkit.resolveSibling("classpath.txt");
        if (!Files.exists(written)) {
            return split(System.getProperty("java.class.path"));
        }
        List<Path> libraries = new ArrayList<>(List.of(of(JudgeWorker.class), testkit));
        libraries.addAll(split(Files.readString(written)));
        return libraries;
    }

    /// The jar, or the folder, that holds the class.
    static Path of(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class that has no place", e);
        }
    }

    private static List<Path> split(String classPath) {
        return Arrays.stream(classPath.strip().split(File.pathSeparator)).map(Path::of).toList();
    }
}
