package course.cli.grade;

import course.cli.grade.intake.RawZip;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The attacks that cannot be kept as files: links, zips, strange names, and what is too large.
/// Made in a folder of submissions, one student each, for lesson 2.
final class HostileClass {

    private static final String EXERCISE = "lesson02/exercise/UtfFrame.java";

    private final Path submissions;
    private final Path course;
    private final List<Expectation> expected = new ArrayList<>();

    /// @param course the folder of the course, for links into it
    HostileClass(Path submissions, Path course) {
        this.submissions = submissions;
        this.course = course.toAbsolutePath().normalize();
    }

    /// Makes them all.
    ///
    /// @return what each must get
    List<Expectation> make() throws IOException {
        links();
        zips();
        files();
        sourcesForTheCompiler();
        return List.copyOf(expected);
    }

    private void links() throws IOException {
        Path solution = course.resolve("lesson02-tcp-oneway/src/solution/java").resolve(EXERCISE);
        Path link = submissions.resolve("link-to-a-solution").resolve(EXERCISE);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, solution);
        expect("link-to-a-solution", "MISSING 0", "It is a link, and links are not followed");

        Files.createSymbolicLink(submissions.resolve("link-as-a-folder"), course);
        expect("link-as-a-folder", "MISSING 0", "It is a link, and links are not followed");

        zip(
                "link-in-a-zip",
                new RawZip()
                        .add(
                                EXERCISE,
                                StandardCharsets.UTF_8,
                                RawZip.LINK,
                                solution.toString().getBytes(StandardCharsets.UTF_8)));
        expect("link-in-a-zip", "MISSING 0", "It is a link, and links are not followed");
    }

    private void zips() throws IOException {
        zip("path-out-of-a-zip", new RawZip().add("../../other/" + EXERCISE, "class A {}"));
        expect("path-out-of-a-zip", "MISSING 0", "Its path leads out of the zip");

        zip("bomb-in-a-zip", new RawZip().add(EXERCISE, "/".repeat(100_000_000)));
        expect("bomb-in-a-zip", "MISSING 0", "It has more than 256 KB");

        RawZip many = new RawZip().method(0);
        for (int i = 0; i < 30_000; i++) {
            many.add("f" + i, "");
        }
        zip("many-files-in-a-zip", many);
        expect("many-files-in-a-zip", "MISSING 0", "more than 20,000 files");

        zip("password", new RawZip().flags(1).add(EXERCISE, "?"));
        expect("password", "MISSING 0", "It has a password");

        Files.write(submissions.resolve("broken.zip"), new byte[] {'P', 'K', 3, 4});
        expect("broken", "MISSING 0", "It is not a zip, or a damaged one");
    }

    private void files() throws IOException {
        write("newline-in-a-name", EXERCISE + "\n2.2 DONE 15.java", "");
        expect("newline-in-a-name", "MISSING 0", EXERCISE + "\\u000a2.2 DONE 15.java: refused.");

        byte[] chinese = "// 你好\n".getBytes(Charset.forName("GBK"));
        Path file = write("not-utf-8", EXERCISE, "");
        Files.write(file, chinese);
        expect("not-utf-8", "MISSING 0", "It is not UTF-8: line 1 has the byte c4.");

        Path large = write("a-hundred-megabytes", EXERCISE, "class UtfFrame {}");
        try (RandomAccessFile in = new RandomAccessFile(large.toFile(), "rw")) {
            in.setLength(100_000_000);
        }
        expect("a-hundred-megabytes", "MISSING 0", "It has more than 256 KB");

        write("folder-for-a-file", EXERCISE + "/readme.txt", "");
        expect("folder-for-a-file", "MISSING 0", "It is a folder, not a file");
    }

    /// Small enough to be taken, and too much for a compiler that has no limits.
    private void sourcesForTheCompiler() throws IOException {
        int depth = 50_000;
        write(
                "deep-expression",
                EXERCISE,
                source("static int deep = " + "(".repeat(depth) + "1" + ")".repeat(depth) + ";"));
        expect("deep-expression", "REFUSED 0", "The compiler gave up");

        write(
                "long-method",
                EXERCISE,
                source("static int x; static void f() {" + "x = x * 31 + 7;".repeat(16_000) + "}"));
        expect("long-method", "DOES_NOT_COMPILE 0", "code too large");

        StringBuilder classes = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            classes.append("interface A").append(i).append(" {} ");
        }
        write("many-classes", EXERCISE, source(classes.toString()));
        expect("many-classes", "FAILED 0 | REFUSED 0 | DOES_NOT_COMPILE 0");
    }

    private static String source(String member) {
        return """
        package lesson02.exercise;

        public final class UtfFrame {
            public static byte[] encode(String text) {
                return new byte[0];
            }

            public static String decode(byte[] frame) {
                return null;
            }

        """
                + member
                + "\n}\n";
    }

    private Path write(String student, String path, String text) throws IOException {
        Path file = submissions.resolve(student).resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void zip(String student, RawZip zip) throws IOException {
        Files.write(submissions.resolve(student + ".zip"), zip.bytes());
    }

    private void expect(String student, String outcomes, String... says) {
        expected.add(
                new Expectation(
                        student,
                        Map.of("2.2", Expectation.outcomes(outcomes)),
                        Arrays.asList(says),
                        List.of("FOUND"),
                        List.of()));
    }
}
