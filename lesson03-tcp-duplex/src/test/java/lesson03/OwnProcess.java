package lesson03;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A program of this lesson in a process of its own, as `./course run` starts it.
final class OwnProcess {

    private OwnProcess() {}

    /// Runs the program to its end, which it must reach by itself; returns what it printed.
    static String output(Class<?> main, Map<String, String> environment, String... jvmOptions)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // starts sooner
        command.add("-Dstdout.encoding=UTF-8");
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", classes(main).toString(), main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.outputWriter(StandardCharsets.UTF_8).close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path classes(Class<?> main) throws IOException {
        try {
            return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the folder of the classes", e);
        }
    }
}
