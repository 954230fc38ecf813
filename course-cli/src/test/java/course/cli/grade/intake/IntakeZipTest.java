package course.cli.grade.intake;

import static org.assertj.core.api.Assertions.assertThat;

import course.cli.grade.Submission;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Zips, honest and hostile.
@Timeout(120)
class IntakeZipTest {

    private static final String EXERCISE = "lesson02/exercise/UtfFrame.java";

    @TempDir private Path folder;

    private ClassToRead students;

    @BeforeEach
    void make() throws IOException {
        students = ClassToRead.in(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EXERCISE,
                "alice-main/lesson02-tcp-oneway/src/exercise/java/" + EXERCISE,
                "./" + EXERCISE,
                "alice-main\\lesson02\\exercise\\UtfFrame.java",
                "UtfFrame.java"
            })
    void aZipIsReadLikeAFolder(String path) throws IOException {
        students.write(
                "alice.zip",
                ClassToRead.zip(
                        Map.of(
                                "__MACOSX/._x.java",
                                "",
                                "alice-main/.git/HEAD",
                                "",
                                "alice-main/target/X.java",
                                "class X {}",
                                path,
                                ClassToRead.UTF_FRAME)));

        Submission alice = students.one();

        assertThat(alice.id()).isEqualTo("alice");
        assertThat(students.copied(alice)).containsValue(ClassToRead.UTF_FRAME).hasSize(1);
        assertThat(alice.notices()).isEmpty();
    }

    @Test
    void storedEntriesCommentsAndBytesInFrontAreNoProblem() throws IOException {
        byte[] zip =
                new RawZip()
                        .method(0)
                        .add(EXERCISE, ClassToRead.UTF_FRAME)
                        .method(8)
                        .add("MessageSender.java", ClassToRead.source("lesson02", "MessageSender"))
                        .bytes("a comment");
        byte[] behindOthers = new byte[zip.length + 100];
        System.arraycopy(zip, 0, behindOthers, 100, zip.length);
        students.write("alice.zip", zip);
        students.write("bob.ZIP", behindOthers);

        List<Submission> both = students.read();

        assertThat(both).extracting(Submission::id).containsExactly("alice", "bob");
        assertThat(both).allSatisfy(one -> assertThat(students.copied(one)).hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({"作业, GBK", "作业, UTF-8", "Übung für morgen, IBM850", "Übung, UTF-8"})
    void namesOfAnyWindowsAreRead(String name, Charset charset) throws IOException {
        byte[] source = ClassToRead.UTF_FRAME.getBytes(StandardCharsets.UTF_8);
        students.write(
                "alice.zip",
                new RawZip()
                        .add(name + "/UtfFrame.java", charset, RawZip.REGULAR, source)
                        .add(name + "/Mine.java", charset, RawZip.REGULAR, new byte[0])
                        .bytes());

        Submission alice = students.one("lesson02");

        assertThat(students.copied(alice)).hasSize(1);
        assertThat(alice.notices())
                .containsExactly(
                        "alice.zip/"
                                + name
                                + "/Mine.java: ignored. Only what stands in lesson02/exercise is"
                                + " taken.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../bob/" + EXERCISE,
                "/tmp/" + EXERCISE,
                "C:\\lesson02\\exercise\\UtfFrame.java",
                "a/../../" + EXERCISE,
                "..\\lesson02\\exercise\\UtfFrame.java"
            })
    void aPathThatLeadsOutIsRefused(String path) throws IOException {
        students.write("alice.zip", new RawZip().add(path, ClassToRead.UTF_FRAME).bytes());

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices())
                .singleElement()
                .asString()
                .endsWith(": refused. Its path leads out of the zip.");
        assertThat(everythingBelow(folder)).noneMatch(file -> file.endsWith("UtfFrame.java"));
    }

    @Test
    void linksAndPipesInAZipAreRefused() throws IOException {
        byte[] target = "/etc/passwd".getBytes(StandardCharsets.UTF_8);
        students.write(
                "alice.zip",
                new RawZip()
                        .add(EXERCISE, StandardCharsets.UTF_8, RawZip.LINK, target)
                        .add("pipe", StandardCharsets.UTF_8, RawZip.PIPE, target)
                        .bytes());

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices())
                .containsExactly(
                        "alice.zip/"
                                + EXERCISE
                                + ": refused. It is a link, and links are not followed: hand in"
                                + " the file itself.",
                        "alice.zip/pipe: refused. It is not an ordinary file.");
    }

    @Test
    void aFolderInAZipIsNoFile() throws IOException {
        students.write("alice.zip", ClassToRead.zip(Map.of(EXERCISE + "/", "")));

        assertThat(students.one().notices())
                .containsExactly(
                        "alice.zip/" + EXERCISE + ": refused. It is a folder, not a file.");
    }

    @Test
    void aBombIsUnpackedOnlyUpToTheLimit() throws IOException {
        byte[] twoHundredMegabytes = new byte[200_000_000];
        students.write(
                "alice.zip",
                new RawZip()
                        .add(EXERCISE, StandardCharsets.UTF_8, RawZip.REGULAR, twoHundredMegabytes)
                        .bytes());

        Submission alice = students.one();

        assertThat(alice.notices())
                .containsExactly(
                        "alice.zip/"
                                + EXERCISE
                                + ": refused. It has more than 256 KB. No exercise needs that.");
    }

    @Test
    void aBombThatLiesAboutItsSizeIsUnpackedOnlyUpToTheLimit() throws IOException {
        byte[] zip =
                new RawZip()
                        .add(EXERCISE, StandardCharsets.UTF_8, RawZip.REGULAR, new byte[50_000_000])
                        .bytes();
        int sizeInDirectory = zip.length - 22 - EXERCISE.length() - 46 + 24;
        Arrays.fill(zip, sizeInDirectory, sizeInDirectory + 4, (byte) 1);
        zip[sizeInDirectory + 1] = zip[sizeInDirectory + 2] = zip[sizeInDirectory + 3] = 0;
        students.write("alice.zip", zip);

        assertThat(students.one().notices())
                .containsExactly(
                        "alice.zip/"
                                + EXERCISE
                                + ": refused. It has more than 256 KB. No exercise needs that.");
    }

    @Test
    void manyBombsTogetherAreEndedByTheLimitOfAll() throws IOException {
        RawZip zip = new RawZip();
        for (int i = 0; i < 30; i++) {
            zip.add(
                    "lesson02/exercise/A" + i + ".java",
                    StandardCharsets.UTF_8,
                    RawZip.REGULAR,
                    new byte[250_000]);
        }
        students.write("alice.zip", zip.bytes());

        assertThat(students.one().notices())
                .singleElement()
                .asString()
                .startsWith("Nothing was taken: it has more than 5 MB of Java sources.");
    }

    @Test
    void aZipOfTooManyFilesIsRefused() throws IOException {
        RawZip many = new RawZip().method(0);
        for (int i = 0; i < 20_001; i++) {
            many.add("f" + i, "");
        }
        RawZip tooMany = new RawZip().method(0);
        String longName = "x".repeat(60_000);
        for (int i = 0; i < 150; i++) {
            tooMany.add(longName + i, "");
        }
        students.write("alice.zip", many.bytes());
        students.write("bob.zip", tooMany.bytes());

        List<Submission> both = students.read();

        assertThat(both.getFirst().notices())
                .singleElement()
                .asString()
                .startsWith("Nothing was taken: it has more than 20,000 files and folders.");
        assertThat(both.getLast().notices())
                .containsExactly(
                        "bob.zip: refused. It holds too many files, or is no ordinary zip.");
    }

    @Test
    void oneZipInAnotherIsReadAndNoMore() throws IOException {
        byte[] inner = ClassToRead.zip(Map.of(EXERCISE, ClassToRead.UTF_FRAME));
        byte[] middle =
                new RawZip()
                        .add("inner.zip", StandardCharsets.UTF_8, RawZip.REGULAR, inner)
                        .bytes();
        byte[] outer =
                new RawZip()
                        .add("middle.zip", StandardCharsets.UTF_8, RawZip.REGULAR, middle)
                        .bytes();
        students.write("alice.zip", middle);
        students.write("bob.zip", outer);

        List<Submission> both = students.read();

        assertThat(students.copied(both.getFirst())).hasSize(1);
        assertThat(both.getLast().sources()).isEmpty();
        assertThat(both.getLast().notices())
                .containsExactly(
                        "bob.zip/middle.zip/inner.zip: refused. It is a zip in a zip in a zip: hand"
                                + " in one zip.");
        assertThat(everythingBelow(students.work())).noneMatch(file -> file.endsWith(".zip"));
    }

    @Test
    void aBombOfAZipInAZipIsNotUnpacked() throws IOException {
        byte[] bomb = new byte[30_000_000];
        students.write(
                "alice.zip",
                new RawZip().add("a.zip", StandardCharsets.UTF_8, RawZip.REGULAR, bomb).bytes());

        assertThat(students.one().notices())
                .containsExactly(
                        "alice.zip/a.zip: refused. A zip inside a zip may have 20 MB at most.");
        assertThat(everythingBelow(students.work())).noneMatch(file -> file.endsWith(".zip"));
    }

    @Test
    void moreThanTwentyZipsAreRefusedAsAWhole() throws IOException {
        for (int i = 0; i < 21; i++) {
            students.write("alice/" + i + ".zip", new RawZip().add(EXERCISE, "").bytes());
        }

        assertThat(students.one().notices())
                .singleElement()
                .asString()
                .startsWith("Nothing was taken: it has more than 20 zips.");
    }

    @Test
    void aZipWithAPasswordIsRefused() throws IOException {
        students.write("alice.zip", new RawZip().flags(1).add(EXERCISE, "xyz").bytes());

        assertThat(students.one().notices())
                .containsExactly("alice.zip: refused. It has a password: hand it in without one.");
    }

    @Test
    void aStrangeWayOfPackingIsRefused() throws IOException {
        students.write("alice.zip", new RawZip().method(93).add(EXERCISE, "xyz").bytes());

        assertThat(students.one().notices())
                .containsExactly(
                        "alice.zip/"
                                + EXERCISE
                                + ": refused. It is packed in a way that not everybody can read:"
                                + " make an ordinary zip.");
    }

    @Test
    void aWrongChecksumIsFound() throws IOException {
        students.write(
                "alice.zip", new RawZip().damaged().add(EXERCISE, ClassToRead.UTF_FRAME).bytes());

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices())
                .containsExactly(
                        "alice.zip/" + EXERCISE + ": refused. It is damaged: pack the zip again.");
    }

    @Test
    void aZipThatIsCutOffAnywhereIsRefusedInASentence() throws IOException {
        byte[] zip = new RawZip().add(EXERCISE, ClassToRead.UTF_FRAME).bytes();
        for (int length = 0; length < zip.length; length++) {
            students.write("alice.zip", Arrays.copyOf(zip, length));

            assertThat(students.one().notices())
                    .as("%d of %d bytes", length, zip.length)
                    .containsExactly(
                            "alice.zip: refused. It is not a zip, or a damaged one: pack it"
                                    + " again.");
        }
    }

    @Test
    void noByteOfAZipCanCauseAnException() throws IOException {
        byte[] zip = new RawZip().add(EXERCISE, ClassToRead.UTF_FRAME).add("X.java", "").bytes();
        Random random = new Random(20_260_202);
        for (int i = 0; i < 1_000; i++) {
            byte[] changed = zip.clone();
            for (int times = random.nextInt(4); times >= 0; times--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            students.write("alice.zip", changed);

            Submission alice = students.one("lesson02");

            assertThat(students.copied(alice).values()).isSubsetOf(ClassToRead.UTF_FRAME, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice.rar", "alice.7z", "alice.tar.gz", "alice.TGZ", "alice/x.rar"})
    void anotherArchiveIsNotOpened(String name) throws IOException {
        students.write(name, "Rar!");

        Submission alice = students.one();

        assertThat(alice.sources()).isEmpty();
        assertThat(alice.notices())
                .containsExactly(
                        name.replace("alice/", "")
                                + ": refused. Only zips are opened: hand it in as a zip.");
    }

    private static List<String> everythingBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString).toList();
        }
    }
}
