package course.cli.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/// The compiler. In a process of its own it may be exhausted by what a stranger hands in, and then
/// only it is lost. In this JVM it is fast, for a student's own code on the student's own machine.
final class Javac {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String release;
    private final boolean inThisJvm;

    Javac(String release, boolean inThisJvm) {
        this.release = release;
        this.inThisJvm = inThisJvm;
    }

    /// Compiles into `target`.
    ///
    /// @return what the compiler has to say against it, a line each: file, line number and its
    ///   sentence, followed by the source line; empty when it compiled
    List<String> compile(JavaFiles sources, List<Path> classPath, Path target) throws IOException {
        Files.createDirectories(target);
        if (sources.paths().isEmpty()) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of("--release", release, "-encoding", "UTF-8"));
        options.addAll(List.of("-proc:none", "-parameters", "-nowarn", "-Xlint:none", "-g"));
        options.addAll(List.of("-implicit:class", "-sourcepath"));
        options.add(sources.others().orElse(target).toString());
        options.addAll(List.of("-classpath", Java.classPath(classPath), "-d", target.toString()));
        sources.paths().forEach(source -> options.add(source.toString()));
        return inThisJvm ? runHere(options) : runForked(options, target);
    }

    private static List<String> runHere(List<String> options) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler().run(null, said, said, options.toArray(String[]::new));
        return withoutNotes(said.toString(Charset.defaultCharset()).lines());
    }

    private static List<String> runForked(List<String> options, Path target) throws IOException {
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
            return withoutNotes(Files.readAllLines(output, StandardCharsets.UTF_8).stream());
        } finally {
            Files.delete(output);
        }
    }

    private static List<String> withoutNotes(Stream<String> lines) {
        return lines.filter(line -> !line.startsWith("Note: ")).toList();
    }

    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
