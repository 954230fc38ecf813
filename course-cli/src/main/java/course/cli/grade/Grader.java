package course.cli.grade;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;

/// Grades submissions side by side and keeps each grade as soon as it is there.
public final class Grader {

    private final Store store;
    private final Work work;
    private final Keys keys;
    private final int jobs;

    /// Grades one lesson of one submission. Blocks; called by several threads.
    @FunctionalInterface
    public interface Work {
        LessonGrade grade(Submission submission, Lesson lesson)
                throws IOException, InterruptedException;
    }

    /// What a grade is made from, as a short text: it changes with the submission and the course.
    @FunctionalInterface
    public interface Keys {
        String of(Submission submission, Lesson lesson) throws IOException;
    }

    /// Hears how far it is.
    @FunctionalInterface
    public interface Listener {
        /// Called after each grade, by one thread at a time.
        void graded(int done, int all);
    }

    /// @param jobs how many are graded at a time
    public Grader(Store store, Work work, Keys keys, int jobs) {
        this.store = store;
        this.work = work;
        this.keys = keys;
        this.jobs = jobs;
    }

    /// Grades what the store does not hold yet. Blocks. An interrupt ends it early: what has been
    /// graded by then is kept.
    ///
    /// @return whether everything has been graded
    /// @throws IOException when the machine fails, never because of a submission
    public boolean grade(List<Submission> submissions, List<Lesson> lessons, Listener listener)
            throws IOException {
        List<Task> tasks = tasks(submissions, lessons);
        int all = submissions.size() * lessons.size();
        ThreadFactory threads = Thread.ofPlatform().name("grader-", 1).daemon().factory();
        try (ExecutorService executor = Executors.newFixedThreadPool(jobs, threads)) {
            List<Future<?>> futures = new ArrayList<>();
            for (Task task : tasks) {
                futures.add(executor.submit(() -> run(task)));
            }
            return await(futures, all, listener, executor);
        }
    }

    private record Task(Submission submission, Lesson lesson, String key) {}

    private List<Task> tasks(List<Submission> submissions, List<Lesson> lessons)
            throws IOException {
        List<Task> tasks = new ArrayList<>();
        for (Submission submission : submissions) {
            store.put(submission);
            for (Lesson lesson : lessons) {
                String key = keys.of(submission, lesson);
                if (!store.has(submission, lesson.id(), key)) {
                    tasks.add(new Task(submission, lesson, key));
                }
            }
        }
        return tasks;
    }

    private Void run(Task task) throws IOException, InterruptedException {
        LessonGrade grade = work.grade(task.submission(), task.lesson());
        if (!Thread.currentThread().isInterrupted()) {
            store.put(task.submission(), grade, task.key());
        }
        return null;
    }

    private static boolean await(
            List<Future<?>> futures, int all, Listener listener, ExecutorService executor)
            throws IOException {
        int done = all - futures.size();
        listener.graded(done, all);
        try {
            for (Future<?> future : futures) {
                future.get();
                done++;
                listener.graded(done, all);
            }
            return true;
        } catch (InterruptedException | CancellationException _) {
            executor.shutdownNow();
            return false;
        } catch (ExecutionException e) {
            executor.shutdownNow();
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("grading has failed: " + e.getCause(), e.getCause());
        }
    }
}
