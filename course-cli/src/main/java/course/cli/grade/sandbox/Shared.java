package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// Lets another user of this machine read a file or folder. The code of a sandbox may run as
/// another user than this program, so whatever it may read is readable for all. The folders above
/// stay as they are, and may be closed to others.
final class Shared {

    private static final Set<PosixFilePermission> FILE =
            EnumSet.of(PosixFilePermission.OTHERS_READ);
    private static final Set<PosixFilePermission> FOLDER =
            EnumSet.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);

    private Shared() {}

    /// Not what is in the folder: javac and others give that what everybody's files have.
    static void withAll(Path path) throws IOException {
        Set<PosixFilePermission> wanted = Files.isDirectory(path) ? FOLDER : FILE;
        Set<PosixFilePermission> has = EnumSet.copyOf(Files.getPosixFilePermissions(path));
        if (!has.containsAll(wanted)) {
            has.addAll(wanted);
            Files.setPosixFilePermissions(path, has);
        }
    }
}
