package course.cli;

import course.cli.ExerciseCheck.Outcome;
import course.testkit.KeptProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// `./course check --watch`: tests one exercise at each save of its file, and goes on to the next
/// one only when the student says so.
final class Watch {

    /// How often the file is looked at. Looking costs next to nothing, works on every system and in
    /// every container, and no save waits longer than this.
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final String KEYS = "Save the file: test. h: hint. n: next exercise. q: quit.";

    private final Course course;
    private final ExerciseCheck check;
    private final CheckReport report;
    private final PrintWriter out;
    private final BlockingQueue<String> typed = new LinkedBlockingQueue<>();

    Watch(Course course, ExerciseCheck check, CheckReport report, PrintWriter out) {
        this.course = course;
        this.check = check;
        this.report = report;
        this.out = out;
    }

    /// Watches the first of these exercises that is not done, then those after it. Blocks until the
    /// student quits or the last exercise is done.
    int run(List<CourseExercise> exercises, InputStream keyboard)
            throws IOException, InterruptedException {
        Thread reader = new Thread(() -> read(keyboard), "keyboard");
        reader.setDaemon(true);
        reader.start();
        List<CourseExercise> path = new ArrayList<>(fromFirstOpen(exercises));
        while (!path.isEmpty() && watch(path.removeFirst(), path)) {
            // The student asked for the next one.
        }
        return 0;
    }

    private List<CourseExercise> fromFirstOpen(List<CourseExercise> exercises) throws IOException {
        StudentProgress progress = new StudentProgress(course.root(), course.lessons());
        for (int i = 0; i < exercises.size(); i++) {
            CourseExercise exercise = exercises.get(i);
            if (!progress.of(exercise).isDone()) {
                return exercises.subList(i, exercises.size());
            }
        }
        return exercises;
    }

    /// Returns whether the student wants the next exercise.
    private boolean watch(CourseExercise exercise, List<CourseExercise> rest)
            throws IOException, InterruptedException {
        out.println(exercise.label() + ", in " + course.seen(exercise.source()));
        out.println(KEYS);
        out.flush();
        String seen = "";
        boolean done = false;
        while (true) {
            String now = KeptProgress.hash(exercise.source());
            if (!now.equals(seen) && !now.isEmpty()) {
                seen = now;
                done = test(exercise, rest);
            }
            String key = typed.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            switch (key == null ? "" : key) {
                case "q" -> {
                    return false;
                }
                case "n" -> {
                    return true;
                }
                case "enter" -> {
                    if (done) {
                        return true;
                    }
                }
                case "h" -> hint(exercise);
                default -> {} // nothing typed, or a key that means nothing
            }
        }
    }

    private boolean test(CourseExercise exercise, List<CourseExercise> rest) throws IOException {
        long start = System.nanoTime();
        Outcome outcome = check.judge(List.of(exercise)).getFirst();
        // On a terminal the verdict stands alone on the screen, at its top.
        out.println(course.colours().enabled() ? "\033[2J\033[H" : "");
        report.print(List.of(outcome));
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        out.println("  tested in " + millis + " ms");
        boolean done = outcome.progress().isDone();
        if (done) {
            Optional<CourseExercise> next = rest.stream().findFirst();
            out.println(
                    next.map(after -> "Done. Enter: go on to " + after.label() + ".")
                            .orElse("Done. That was the last one here. q: quit."));
        } else {
            out.println(KEYS);
        }
        out.flush();
        return done;
    }

    private void hint(CourseExercise exercise) throws IOException {
        new HintBook(course.root(), out).showNext(exercise);
        out.flush();
    }

    private void read(InputStream keyboard) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(keyboard, StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                typed.add(line.isBlank() ? "enter" : line.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
