package course.cli.grade.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// No sandbox: what still holds.
class LimitsOnlyTest extends JobContract {

    @Override
    Sandbox open(Path work) throws IOException {
        return NeedsSandbox.open(kind(), work);
    }

    @Override
    Sandboxes.Kind kind() {
        return Sandboxes.Kind.LIMITS;
    }

    @Test
    void itSaysThatItKeepsNothingIn() {
        assertThat(sandbox().isolates()).isFalse();
        assertThat(sandbox().inWords()).startsWith("limits only");
        assertThat(sandbox().innerPrefix(shell(""))).isEmpty();
    }
}
