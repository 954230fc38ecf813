package course.cli.grade;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/// Grades submissions side by side and keeps each grade as soon as it is there.
public final class Grader {

    private final Store store;
    private final Work work;
    private final Keys keys;
    private final int threads;

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

    /// @param threads how many call the work at a time
    public Grader(Store store, Work work, Keys keys, int threads) {
        this.store = store;
        this.work = work;
        this.keys = keys;
        this.threads = threads;
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
        ThreadFactory named = Thread.ofPlatform().name("grader-", 1).daemon().factory();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads, named)) {
            CompletionService<Void> done = new ExecutorCompletionService<>(executor);
            for (Task task : tasks) {
                done.submit(() -> run(task));
            }
            return await(done, tasks.size(), all, listener, executor);
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
            CompletionService<Void> done,
            int left,
            int all,
            Listener listener,
            ExecutorService executor)
            throws IOException {
        listener.graded(all - left, all);
        try {
            for (int i = left - 1; i >= 0; i--) {
                done.take().get();
                listener.graded(all - i, all);
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
