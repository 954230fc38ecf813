package course.cli;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/// A small course that is copied for each test, so that a test may break it.
record SampleCourse(Path root) {

    static SampleCourse copyInto(Path folder) throws IOException {
        Path original = Path.of("src/test/courses/sample");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Path copy = folder.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        new IdeFiles(folder, Lesson.allIn(folder)).write();
        return new SampleCourse(folder);
    }

    Path file(String name) {
        return root.resolve("lesson99-sample").resolve(name);
    }

    /// Replaces a text in a file; it must be there.
    void change(String file, String text, String replacement) throws IOException {
        String content = Files.readString(file(file));
        if (!content.contains(text)) {
            throw new IllegalArgumentException(file + " does not contain " + text);
        }
        Files.writeString(file(file), content.replace(text, replacement));
    }

    /// Runs a command line and returns its status and all that it printed.
    Answer run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine course = Course.commandLine(root, InputStream.nullInputStream());
        course.setOut(new PrintWriter(out, true));
        course.setErr(new PrintWriter(err, true));
        int status = course.execute(arguments);
        return new Answer(status, out.toString().lines().toList(), err.toString().lines().toList());
    }

    record Answer(int status, List<String> out, List<String> err) {}
}
