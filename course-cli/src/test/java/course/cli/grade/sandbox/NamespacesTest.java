package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/// The sandbox made by bubblewrap.
@Tag("long")
class NamespacesTest extends IsolationContract {

    @Override
    Sandbox open(Path work) throws IOException {
        return NeedsSandbox.open(kind(), work);
    }

    @Override
    Sandboxes.Kind kind() {
        return Sandboxes.Kind.NAMESPACES;
    }
}
