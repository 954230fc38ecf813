package course.cli.grade.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Tests of a sandbox that this machine may not have.
final class NeedsSandbox {

    private NeedsSandbox() {}

    /// Opens it. Where it does not work, the test is left out, and says why; with
    /// `-Dpeers=required`, as in CI, it fails.
    static Sandbox open(Sandboxes.Kind kind, Path work) throws IOException {
        try {
            return new Sandboxes(work).open(kind, new PrintWriter(Writer.nullWriter()));
        } catch (IOException e) {
            Assumptions.assumeTrue("required".equals(System.getProperty("peers")), e.getMessage());
            throw e;
        }
    }
}
