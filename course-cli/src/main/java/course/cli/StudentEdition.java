package course.cli;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The course without what students must not see, or have no use for. What stands between the
/// comments `authors` and `/authors` in `README.md` and `pom.xml` is left out as well.
///
/// Of a wrong answer only the reason stays: `./course hint` shows it to a student whose test says
/// the same. The stubs stand a second time in `src/stub`: the tests are compiled against their
/// signatures, and `./course reset` brings them back.
final class StudentEdition {

    private static final Set<String> FOLDERS_LEFT_OUT =
            Set.of("target", ".git", ".ci", ".course", ".idea", "workflows", "solution");

    private static final Set<String> FILES_LEFT_OUT =
            Set.of(
                    "CONTRIBUTING.md",
                    "TEACHING.md",
                    ".github/pull_request_template.md",
                    "course-cli/src/test",
                    "grading",
                    "testkit/src/test");

    private static final Pattern WRONG_ANSWER = Pattern.compile(".*/src/wrong/java/.*\\.java");

    private static final Pattern FOR_AUTHORS =
            Pattern.compile(
                    "^[ \\t]*<!-- authors -->.*?<!-- /authors -->[ \\t]*\\n",
                    Pattern.DOTALL | Pattern.MULTILINE);

    private static final Set<String> WITH_PARTS_FOR_AUTHORS = Set.of("README.md", "pom.xml");

    private final Path root;
    private final List<Lesson> lessons;

    StudentEdition(Path root, List<Lesson> lessons) {
        this.root = root;
        this.lessons = lessons;
    }

    /// Writes all into the folder, which is made when it is not there.
    void writeTo(Path target) throws IOException {
        Files.createDirectories(target);
        Files.walkFileTree(root, new Copy(target));
        for (Lesson lesson : lessons) {
            Path stubs = target.resolve(root.relativize(lesson.stubs()));
            for (Map.Entry<String, Path> stub :
                    JavaFiles.in(lesson.exerciseSources()).files().entrySet()) {
                copy(stub.getValue(), stubs.resolve(stub.getKey()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private final class Copy extends SimpleFileVisitor<Path> {

        private final Path target;

        Copy(Path target) {
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean out =
                    FOLDERS_LEFT_OUT.contains(name) || FILES_LEFT_OUT.contains(inside(folder));
            return out ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String path = inside(file);
            if (attributes.isRegularFile()
                    && !FILES_LEFT_OUT.contains(path)
                    && !WRONG_ANSWER.matcher(path).matches()) {
                Path to = target.resolve(path);
                copy(file, to);
                if (WITH_PARTS_FOR_AUTHORS.contains(path)) {
                    Files.write(to, forStudents(to).getBytes(StandardCharsets.UTF_8));
                }
            }
            return FileVisitResult.CONTINUE;
        }

        private String forStudents(Path file) throws IOException {
            return FOR_AUTHORS.matcher(Files.readString(file)).replaceAll("");
        }

        private String inside(Path file) {
            return root.relativize(file).toString().replace('\\', '/');
        }
    }
}
