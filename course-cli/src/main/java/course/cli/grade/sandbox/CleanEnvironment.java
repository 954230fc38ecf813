package course.cli.grade.sandbox;

import java.util.List;

/// The environment of the code: nothing but what makes programs be found and speak UTF-8.
final class CleanEnvironment {

    /// Put before a command.
    static final List<String> PREFIX =
            List.of("/usr/bin/env", "-i", "LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin");

    private CleanEnvironment() {}
}
