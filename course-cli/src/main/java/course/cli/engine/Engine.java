package course.cli.engine;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Sources and a lesson in, results per test out. Everything that judges exercises goes through
/// here.
///
/// The lesson's programs and tests are compiled once and kept by a hash of their sources. Exercise
/// sources are compiled for each run, and the tests run in a JVM of their own with a time limit. No
/// code of a student runs in this JVM.
public final class Engine {

    private static final Duration LIMIT = Duration.ofMinutes(6);

    /// How long what has been written may take to arrive.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path work;
    private final String release;
    private final Javac javac;
    private final List<String> testJvm;
    private final List<Path> libraries;
    private final Map<String, Object> locks = new HashMap<>();
    private boolean training;

    /// An engine that compiles in processes of their own.
    ///
    /// @param work a folder for compiled classes and for runs; made when it is not there
    public Engine(Path work) throws IOException {
        this(work, false);
    }

    /// @param compileHere compile in this JVM: fast, for code that its own author runs
    public Engine(Path work, boolean compileHere) throws IOException {
        this.work = work;
        Files.createDirectories(work);
        Properties build = new Properties();
        try (InputStream in = Engine.class.getResourceAsStream("/course/cli/build.properties")) {
            build.load(in);
        }
        release = build.getProperty("release");
        javac = new Javac(release, compileHere);
        testJvm = List.of(build.getProperty("test.jvm").split(" "));
        libraries =
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .toList();
    }

    /// The class path of the worked programs of a lesson. Blocks while they are compiled.
    ///
    /// @throws IllegalStateException when they do not compile: that is the course's fault, not a
    ///   student's
    public List<Path> programs(Lesson lesson) throws IOException {
        JavaFiles main = JavaFiles.in(lesson.mainSources());
        return List.of(
                compileOnce(lesson, "main", main, List.of()),
                lesson.folder().resolve("src/main/resources"));
    }

    /// All that is needed to judge exercises of the lesson, but the exercises. Blocks while it is
    /// compiled.
    ///
    /// @throws IllegalStateException when it does not compile: that is the course's fault, not a
    ///   student's
    public CompiledLesson compiled(Lesson lesson) throws IOException {
        List<Path> programs = programs(lesson);
        return new CompiledLesson(
                programs,
                List.of(tests(lesson, programs), lesson.folder().resolve("src/test/resources")),
                solution(lesson, programs),
                compileOnce(lesson, "stub", JavaFiles.in(lesson.handedOut()), programs));
    }

    /// Where compiled classes are kept.
    public Path work() {
        return work;
    }

    /// The release of Java that the course is written in: `25`.
    public String release() {
        return release;
    }

    /// With what options a JVM that runs tests is started.
    public List<String> testJvm() {
        return testJvm;
    }

    /// Runs the selected tests of the lesson against the given exercise sources. Blocks.
    public RunResult run(Lesson lesson, JavaFiles exercises, TestSelection selection)
            throws IOException {
        return run(lesson, exercises, selection, List.of());
    }

    /// Runs the selected tests of the lesson, solved, with `-Dtext=update`: they write anew what
    /// they record, and the blocks of the README. Blocks.
    public RunResult rewrite(Lesson lesson, TestSelection selection) throws IOException {
        JavaFiles solution = JavaFiles.in(lesson.solutionSources());
        return run(lesson, solution, selection, List.of("-Dtext=update"));
    }

    private RunResult run(
            Lesson lesson, JavaFiles exercises, TestSelection selection, List<String> jvmOptions)
            throws IOException {
        List<Path> programs = programs(lesson);
        Path tests = tests(lesson, programs);
        Path folder = Files.createTempDirectory(work, lesson.id() + "-run");
        try {
            Path classes = folder.resolve("classes");
            List<String> errors = javac.compile(exercises, programs, classes);
            if (!errors.isEmpty()) {
                return new RunResult(errors, List.of(), true, "");
            }
            List<Path> classPath = new ArrayList<>(List.of(classes));
            classPath.addAll(programs);
            classPath.add(tests);
            classPath.add(lesson.folder().resolve("src/test/resources"));
            return runTests(lesson, folder, classPath, selection, jvmOptions);
        } finally {
            delete(folder);
        }
    }

    private RunResult runTests(
            Lesson lesson,
            Path folder,
            List<Path> classPath,
            TestSelection selection,
            List<String> jvmOptions)
            throws IOException {
        Path output = folder.resolve("output");
        List<String> java = new ArrayList<>(List.of(Java.program("java"), "-Xmx256m"));
        java.addAll(testJvm);
        java.addAll(startOptions());
        java.addAll(jvmOptions);
        if (selection.isOfExercises()) {
            // Such a JVM may be ended before it has removed its own files.
            Path temporary = Files.createDirectory(folder.resolve("temporary"));
            java.add("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
        }
        java.addAll(List.of("-cp", Java.classPath(libraries), TestWorker.class.getName()));
        java.add(Java.classPath(classPath));
        java.addAll(List.of(selection.packageName(), selection.className(), selection.method()));
        ProcessBuilder worker =
                new ProcessBuilder(java)
                        .directory(lesson.folder().toFile())
                        .redirectError(output.toFile());
        // The system's own messages, such as "Address already in use", in the language of the
        // texts.
        worker.environment().put("LC_ALL", "C.UTF-8");
        Process process = worker.start();
        List<TestResult> tests = new ArrayList<>();
        FutureTask<Boolean> reading = new FutureTask<>(() -> read(process, tests, selection));
        Thread.ofPlatform().daemon().name("results").start(reading);
        Java.await(process, LIMIT);
        boolean complete = isComplete(reading);
        return new RunResult(List.of(), List.copyOf(tests), complete, Files.readString(output));
    }

    /// Ends the process when all has been said: at its own end, a JVM waits 0.3 seconds for threads
    /// that wait for the kernel. One that is learning has still to write down what it has learnt,
    /// and one that has used containers has to remove them.
    private boolean read(Process process, List<TestResult> tests, TestSelection selection)
            throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            boolean complete = TestResult.readAll(in, tests);
            if (complete && !training && selection.isOfExercises()) {
                process.destroyForcibly();
            }
            return complete;
        }
    }

    /// Whoever writes to the descriptor of the results has spoilt them; whoever leaves a process
    /// behind that holds it keeps it open.
    private static boolean isComplete(FutureTask<Boolean> reading) throws IOException {
        try {
            return reading.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the tests", e);
        }
    }

    /// Runs the tests of the stubs once and keeps what the JVM of the tests has learnt: later ones
    /// start in half the time. Blocks, some seconds. Without effect where the class path holds
    /// folders, as it does in the tests of this program.
    public void train(Lesson lesson) throws IOException {
        training = libraries.stream().noneMatch(Files::isDirectory);
        try {
            run(lesson, JavaFiles.in(lesson.exerciseSources()), TestSelection.exercisesOf(lesson));
        } finally {
            training = false;
        }
    }

    private List<String> startOptions() throws IOException {
        Path cache = work.resolve("start-" + hash(JavaFiles.in(), libraries) + ".aot");
        if (training) {
            return List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:disable");
        }
        return Files.exists(cache) ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    /// Tests are compiled against our answers: their signatures are the ones that a student must
    /// keep.
    private Path tests(Lesson lesson, List<Path> programs) throws IOException {
        List<Path> classPath = new ArrayList<>(programs);
        classPath.add(solution(lesson, programs));
        classPath.addAll(libraries);
        return compileOnce(lesson, "test", JavaFiles.in(lesson.testSources()), classPath);
    }

    private Path solution(Lesson lesson, List<Path> programs) throws IOException {
        return compileOnce(lesson, "solution", JavaFiles.in(lesson.signatures()), programs);
    }

    private Path compileOnce(Lesson lesson, String kind, JavaFiles sources, List<Path> classPath)
            throws IOException {
        Path target = work.resolve(lesson.id() + "-" + kind + "-" + hash(sources, classPath));
        synchronized (lockOf(target)) {
            if (!Files.exists(target)) {
                Path unfinished = Files.createTempDirectory(work, lesson.id() + "-" + kind);
                List<String> errors = javac.compile(sources, classPath, unfinished);
                if (!errors.isEmpty()) {
                    delete(unfinished);
                    throw new IllegalStateException(String.join("\n", errors));
                }
                moveUnlessThere(unfinished, target);
            }
        }
        return target;
    }

    /// Another terminal may have compiled the same at the same time; both results are good.
    private static void moveUnlessThere(Path unfinished, Path target) throws IOException {
        try {
            Files.move(unfinished, target);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
            delete(unfinished);
        }
    }

    private Object lockOf(Path target) {
        synchronized (locks) {
            return locks.computeIfAbsent(target.toString(), _ -> new Object());
        }
    }

    private static String hash(JavaFiles sources, List<Path> classPath) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Path> source : sources.files().entrySet()) {
                digest.update(Files.readAllBytes(source.getValue()));
                digest.update(source.getKey().getBytes(StandardCharsets.UTF_8));
            }
            digest.update(Java.classPath(classPath).getBytes(StandardCharsets.UTF_8));
            for (Path entry : classPath) {
                digest.update(Long.toString(newest(entry)).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// When the newest file below was written: the testkit's classes change in place.
    private static long newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return folder.toFile().lastModified();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
