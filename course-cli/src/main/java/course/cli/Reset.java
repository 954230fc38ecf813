package course.cli;

import course.cli.engine.Engine;
import course.cli.engine.RunResult;
import course.cli.engine.TestSelection;
import course.testkit.KeptProgress;
import course.testkit.TestOutcome.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course reset EXERCISE`: the stub comes back, and what the student wrote is kept beside it in
/// `.course/backup`.
@Command(name = "reset", description = "Brings the stub back, keeps your work: reset 2.3")
final class Reset implements Callable<Integer> {

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "EXERCISE", description = "For example 2.3.")
    private String number;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CourseExercise exercise = course.exercise(spec, number);
        PrintWriter out = spec.commandLine().getOut();
        Optional<String> stub = stubOf(exercise);
        if (stub.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "./course: the stub of "
                                    + number
                                    + " is not in the git history of this folder. Nothing was"
                                    + " changed. Take the file from a fresh clone.");
            return Course.ENVIRONMENT;
        }
        if (Files.exists(exercise.source())
                && Files.readString(exercise.source()).equals(stub.get())) {
            out.println(exercise.label() + " is the stub already. Nothing was changed.");
            return 0;
        }
        Optional<Path> backup = keep(exercise);
        Files.createDirectories(exercise.source().getParent());
        Files.writeString(exercise.source(), stub.get());
        KeptProgress kept = new KeptProgress(course.root(), exercise.lesson().id());
        kept.forget(exercise.number());
        kept.write();
        out.println(exercise.label() + " is the stub again.");
        backup.ifPresent(file -> out.println("What you wrote: " + course.seen(file)));
        out.flush();
        return 0;
    }

    private Optional<Path> keep(CourseExercise exercise) throws IOException {
        if (!Files.exists(exercise.source())) {
            return Optional.empty();
        }
        Path folder = course.root().resolve(".course/backup");
        Files.createDirectories(folder);
        String time =
                LocalDateTime.now(ZoneId.systemDefault())
                        .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS"));
        Path backup = folder.resolve(exercise.className() + "-" + time + ".java.txt");
        return Optional.of(Files.copy(exercise.source(), backup));
    }

    /// The students' edition keeps the stubs. Elsewhere it is the newest version of the file, in
    /// the history of this clone, that the tests call "not started": a student may have committed
    /// solutions since.
    private Optional<String> stubOf(CourseExercise exercise)
            throws IOException, InterruptedException {
        Path kept = exercise.stub();
        if (Files.exists(kept)) {
            return Optional.of(Files.readString(kept));
        }
        Engine engine = new Engine(Demo.workFolder(course), true);
        String file = course.seen(exercise.source());
        for (String commit : git("log", "--format=%H", "--", file).lines().toList()) {
            String version = git("show", commit + ":./" + file);
            if (!version.isEmpty() && isStub(engine, exercise, version)) {
                return Optional.of(version);
            }
        }
        return Optional.empty();
    }

    private boolean isStub(Engine engine, CourseExercise exercise, String version)
            throws IOException {
        Path folder = Files.createTempDirectory("stub");
        Path file = folder.resolve(exercise.className() + ".java");
        try {
            Files.writeString(file, version);
            RunResult run =
                    engine.run(
                            exercise.lesson(),
                            exercise.alone(file),
                            TestSelection.exerciseOf(exercise.lesson(), exercise.testName(), ""));
            return !run.tests().isEmpty()
                    && run.tests().size() == run.with(Verdict.NOT_STARTED).size();
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }

    /// What git prints; nothing when there is no git or this is no clone.
    private String git(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder git = new ProcessBuilder("git");
        git.command().addAll(List.of(arguments));
        try {
            Process process =
                    git.directory(course.root().toFile())
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            byte[] printed = process.getInputStream().readAllBytes();
            return process.waitFor() == 0 ? new String(printed, StandardCharsets.UTF_8) : "";
        } catch (IOException _) {
            return ""; // no git on this machine
        }
    }
}
