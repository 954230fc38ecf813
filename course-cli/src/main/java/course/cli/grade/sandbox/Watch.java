package course.cli.grade.sandbox;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Looks at all jobs that run, again and again, and ends those that use more than they may: the
/// kernel's own limits hold for one process each, or are not there for this user.
final class Watch {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Set<RunningJob> jobs = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newScheduledThreadPool(
                    1, Thread.ofPlatform().daemon().name("watches sandboxes").factory());

    Watch() {
        ScheduledFuture<?> _ =
                clock.scheduleWithFixedDelay(
                        this::look,
                        INTERVAL.toMillis(),
                        INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    RunningJob over(RunningJob job) {
        jobs.add(job);
        return job;
    }

    private void look() {
        jobs.removeIf(job -> !job.isAlive());
        jobs.forEach(RunningJob::enforce);
    }
}
