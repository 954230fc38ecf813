package course.cli.grade.judge;

import course.cli.engine.CompiledLesson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A lesson's tests and worked programs in one jar: the JDK's AOT cache knows jars only.
final class LessonJar {

    private LessonJar() {}

    /// Makes it, unless it is there.
    static Path of(CompiledLesson lesson, Path jar) throws IOException {
        if (Files.exists(jar)) {
            return jar;
        }
        List<Path> folders = new ArrayList<>(lesson.tests());
        folders.addAll(lesson.programs());
        Path unfinished = Files.createTempFile(jar.getParent(), "lesson", ".jar");
        try (OutputStream out = Files.newOutputStream(unfinished);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path folder : folders) {
                if (Files.isDirectory(folder)) {
                    add(folder, zip);
                }
            }
        }
        return Files.move(unfinished, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void add(Path folder, ZipOutputStream zip) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(
                        new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }
}
