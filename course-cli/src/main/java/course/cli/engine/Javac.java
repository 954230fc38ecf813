package course.cli.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The compiler, in a process of its own: what a student hands in may exhaust it, and then only it
/// is lost.
final class Javac {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String release;

    Javac(String release) {
        this.release = release;
    }

    /// Compiles into `target`.
    ///
    /// @return what the compiler has to say against it, a line each: file, line number and its
    ///   sentence, followed by the source line; empty when it compiled
    List<String> compile(Collection<Path> sources, List<Path> classPath, Path target)
            throws IOException {
        Files.createDirectories(target);
        if (sources.isEmpty()) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of("--release", release, "-encoding", "UTF-8"));
        options.addAll(List.of("-proc:none", "-parameters", "-nowarn", "-Xlint:none", "-g"));
        options.addAll(List.of("-classpath", Java.classPath(classPath), "-d", target.toString()));
        sources.forEach(source -> options.add(source.toString()));
        Path arguments = Files.createTempFile(target, "javac", ".args");
        Files.writeString(
                arguments, options.stream().map(Javac::quoted).collect(Collectors.joining("\n")));
        try {
            return run(arguments, target);
        } finally {
            Files.delete(arguments);
        }
    }

    private static List<String> run(Path arguments, Path target) throws IOException {
        Path output = Files.createTempFile(target, "javac", ".out");
        ProcessBuilder javac =
                new ProcessBuilder(
                                Java.program("javac"),
                                "-J-XX:+UseSerialGC",
                                "-J-XX:TieredStopAtLevel=1")
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        javac.command()
                .addAll(
                        List.of(
                                "-J-Xmx512m",
                                "-J-Dstdout.encoding=UTF-8",
                                "-J-Dstderr.encoding=UTF-8"));
        javac.command().add("@" + arguments);
        try {
            if (!Java.await(javac.start(), LIMIT)) {
                return List.of(
                        "error: the compiler was stopped after " + LIMIT.toSeconds() + " seconds");
            }
            return Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.startsWith("Note: "))
                    .toList();
        } finally {
            Files.delete(output);
        }
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
