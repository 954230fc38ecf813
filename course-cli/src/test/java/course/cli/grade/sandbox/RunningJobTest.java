package course.cli.grade.sandbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// How the end of a job is awaited.
@Timeout(60)
@EnabledOnOs(value = OS.LINUX, disabledReason = "Jobs run in a sandbox on Linux only.")
class RunningJobTest {

    /// In a container, the parent of what is left may be the grader itself.
    @Test
    void childThatNobodyWaitsForHasEnded() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "true & exec sleep 50").start();
        try {
            await().until(() -> parent.descendants().findAny().isPresent());
            ProcessHandle child = parent.descendants().findAny().orElseThrow();

            assertThatCode(() -> RunningJob.awaitEnd(List.of(child), Duration.ofSeconds(5)))
                    .doesNotThrowAnyException();
        } finally {
            parent.destroyForcibly();
        }
    }
}
