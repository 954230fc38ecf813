package course.cli.grade.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The command lines of `bwrap`(1).
///
/// @param program its path
record Bubblewrap(String program) {

    private static final String NOBODY = "65534";
    private static final String SETPRIV = "/usr/bin/setpriv";
    private static final String USER = Integer.toString(SystemFiles.USER);

    /// A file system with these files, readable, and one place to write, which is lost with the
    /// last process: `/tmp`.
    ///
    /// @param files outer folders first
    /// @param temporaryMegabytes the size of `/tmp`
    record View(List<Mount> files, int temporaryMegabytes, Path workingFolder) {

        private List<String> options() {
            List<String> options = new ArrayList<>();
            for (Path link : SystemFiles.links()) {
                options.addAll(List.of("--symlink", target(link), link.toString()));
            }
            options.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
            options.addAll(List.of("--size", Long.toString((long) temporaryMegabytes << 20)));
            options.addAll(List.of("--perms", "1777", "--tmpfs", "/tmp"));
            options.addAll(binds(files));
            // Their tmpfs would be places to write.
            options.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
            options.addAll(List.of("--chdir", workingFolder.toString()));
            return options;
        }
    }

    private static List<String> binds(List<Mount> files) {
        return files.stream()
                .flatMap(mount ->
                        List.of("--ro-bind", mount.from().toString(), mount.at().toString())
                                .stream())
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Puts a command into namespaces of its own: users, files, network, processes, messages, name.
    List<String> outer(View view) {
        List<String> command = new ArrayList<>(List.of(program, "--unshare-all"));
        command.addAll(inNamespaces());
        command.addAll(view.options());
        command.add("--");
        return command;
    }

    /// Puts a command into the same network, and apart from everything else, once more.
    ///
    /// The shell around it stays its parent. Whoever ends the shell ends the command, while the
    /// thread that has started the shell may end before it.
    List<String> inner(View view) {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh", program));
        command.addAll(List.of("--unshare-user", "--disable-userns", "--unshare-pid"));
        command.addAll(List.of("--unshare-ipc", "--unshare-uts"));
        command.addAll(inNamespaces());
        command.addAll(view.options());
        command.add("--");
        return command;
    }

    private static List<String> inNamespaces() {
        return List.of(
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--uid",
                USER,
                "--gid",
                USER,
                "--hostname",
                SystemFiles.HOST);
    }

    /// Root shows the files to a process that then becomes a user without any rights, and this one
    /// goes on as every other user does. So the code runs under no number that owns anything on
    /// this machine, and still finds what lies in folders that only root may enter.
    ///
    /// It has a namespace of processes too: who has become another user does not get the signal
    /// that the parent has ended, but a namespace ends with its first process.
    List<String> stage(List<Mount> files) {
        List<String> command =
                new ArrayList<>(List.of(program, "--die-with-parent", "--unshare-pid"));
        for (Path link : SystemFiles.links()) {
            command.addAll(List.of("--symlink", target(link), link.toString()));
        }
        command.addAll(List.of("--dev-bind", "/dev", "/dev", "--bind", "/proc", "/proc"));
        command.addAll(List.of("--dir", "/tmp"));
        // By itself it would make the folders above for its own user alone.
        for (Path folder : Mount.foldersAbove(files)) {
            command.addAll(List.of("--dir", folder.toString()));
        }
        command.addAll(binds(files));
        command.addAll(List.of("--", SETPRIV, "--reuid", NOBODY, "--regid", NOBODY));
        command.addAll(List.of("--clear-groups", "--bounding-set=-all", "--"));
        return command;
    }
}
