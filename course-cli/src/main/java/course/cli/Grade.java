package course.cli;

import com.sun.management.OperatingSystemMXBean;
import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import course.cli.grade.Grading;
import course.cli.grade.Shard;
import course.cli.grade.Store;
import course.cli.grade.report.Format;
import course.cli.grade.sandbox.Sandbox;
import course.cli.grade.sandbox.Sandboxes;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course grade SUBMISSIONS`: a folder of submissions in, grades out.
@Command(
        name = "grade",
        description =
                "Grades a folder of submissions: a folder or a zip for each student, or what Moodle"
                        + " or GitHub Classroom give to download.")
final class Grade implements Callable<Integer> {

    private static final long SECONDS_FOR_THE_REPORT = 120;
    private static final long BYTES_FOR_A_JOB = 512L * 1024 * 1024;

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "SUBMISSIONS",
            description = "The folder with the submissions.")
    private Path submissions;

    @Option(
            names = "--lesson",
            split = ",",
            paramLabel = "LESSON",
            description =
                    "Grades these lessons only. Without it: those of which somebody has handed in"
                            + " something.")
    private List<String> names = List.of();

    @Option(
            names = "--out",
            defaultValue = "grades",
            paramLabel = "DIR",
            description = "Where everything is written to: ${DEFAULT-VALUE} if you do not say.")
    private Path out;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "So many submissions at a time. Without it: three for each processor, if there"
                            + " are 512 MB of memory for each.")
    private int jobs = usualJobs();

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Grades every n-th submission only, for several machines: 1/4 to 4/4.")
    private String shard = "1/1";

    @Option(
            names = "--merge",
            arity = "1..*",
            paramLabel = "DIR",
            description = "Joins what shards have written, in place of grading.")
    private List<Path> parts = List.of();

    @Option(
            names = "--resume",
            description = "Goes on with a grading that was ended before it was done.")
    private boolean resume;

    @Option(
            names = "--format",
            paramLabel = "FORMATS",
            description =
                    "What to write, with commas: html, csv, json, gradescope, github-classroom,"
                            + " junit. Without it: html,csv,json.")
    private String formats = "html,csv,json";

    @Option(
            names = "--moodle",
            paramLabel = "FILE",
            description = "Moodle's grading worksheet. A copy with the grades is written.")
    private Optional<Path> worksheet = Optional.empty();

    @Option(
            names = "--sandbox",
            paramLabel = "KIND",
            description =
                    "auto, namespaces, container or limits. Without it: the best one that works"
                            + " here.")
    private Sandboxes.Kind kind = Sandboxes.Kind.AUTO;

    @Override
    public Integer call() throws IOException, InterruptedException {
        course.needsSolutions(spec);
        checkOptions();
        Set<Format> wanted = understood(() -> Format.of(formats));
        List<Lesson> lessons = new ArrayList<>();
        for (String name : names) {
            lessons.add(course.lesson(spec, name));
        }
        Path folder = out.toAbsolutePath().normalize();
        Grading grading = new Grading(course.lessons(), folder);
        boolean whole = true;
        CountDownLatch reported = new CountDownLatch(1);
        endInGoodOrder(Thread.currentThread(), reported);
        try {
            if (parts.isEmpty()) {
                whole = grade(grading, lessons);
            } else {
                grading.merge(parts);
            }
            Path work = Demo.workFolder(course).resolve("similarity");
            List<String> remarks = grading.report(wanted, worksheet, work);
            tell(remarks, folder, whole);
        } finally {
            reported.countDown();
        }
        return whole ? 0 : Course.FAILED;
    }

    private boolean grade(Grading grading, List<Lesson> lessons)
            throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        Sandbox sandbox = new Sandboxes(Demo.workFolder(course).resolve("sandbox")).open(kind, err);
        err.println("Sandbox: " + sandbox.inWords());
        err.flush();
        Grading.Order order =
                new Grading.Order(submissions, lessons, understood(() -> Shard.parse(shard)), jobs);
        GradeProgress progress = new GradeProgress(err, course.isOnTerminal());
        try {
            return grading.grade(
                    order, new Engine(Demo.workFolder(course)), sandbox, progress::graded);
        } finally {
            progress.end();
        }
    }

    /// Most of the time a test waits: for a client, or for the end of a limit. In a container, its
    /// memory counts.
    private static int usualJobs() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize();
        int processors = Runtime.getRuntime().availableProcessors();
        return Math.clamp(memory / BYTES_FOR_A_JOB, 1, 3 * processors);
    }

    private void checkOptions() throws IOException {
        if (parts.isEmpty() == (submissions == null)) {
            throw wrong(
                    "Name the folder with the submissions, or --merge and the folders of shards.");
        }
        if (submissions != null && !Files.exists(submissions)) {
            throw wrong("There is no folder " + submissions + ".");
        }
        if (submissions != null && isInside(out, submissions)) {
            throw wrong(
                    out
                            + " lies among the submissions, and would be taken for one: name another --out.");
        }
        if (jobs < 1 || jobs > 256) {
            throw wrong("--jobs takes a number from 1 to 256.");
        }
        if (worksheet.isPresent() && !Files.isRegularFile(worksheet.get())) {
            throw wrong("There is no file " + worksheet.get() + ".");
        }
        if (!resume && !new Store(out).isEmpty()) {
            throw wrong(
                    out
                            + " holds grades already. --resume goes on with them, --out names another"
                            + " folder. Nothing was changed.");
        }
    }

    private static boolean isInside(Path inner, Path outer) {
        return inner.toAbsolutePath().normalize().startsWith(outer.toAbsolutePath().normalize());
    }

    private interface Reading<T> {
        T read();
    }

    private <T> T understood(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    /// Ctrl-C ends the grading, not the report of what has been graded.
    private static void endInGoodOrder(Thread grader, CountDownLatch reported) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("ctrl-c")
                                .unstarted(() -> {
                                    grader.interrupt();
                                    try {
                                        reported.await(SECONDS_FOR_THE_REPORT, TimeUnit.SECONDS);
                                    } catch (InterruptedException _) {
                                        Thread.currentThread().interrupt();
                                    }
                                }));
    }

    private void tell(List<String> remarks, Path folder, boolean whole) {
        PrintWriter screen = spec.commandLine().getOut();
        remarks.forEach(screen::println);
        if (!whole) {
            screen.println(
                    "Ended before it was done. The same command with --resume goes on from here.");
        }
        screen.println("Grades: " + folder);
        screen.flush();
    }
}
