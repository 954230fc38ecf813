package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The files of this machine that every program in a sandbox needs, and nothing else of it.
final class SystemFiles {

    /// The user that the code seems to be, wherever it runs.
    static final int USER = 1000;

    /// What the code finds as the name of its machine; it leads to loopback.
    static final String HOST = "sandbox";

    /// Names of users and hosts, the same on each machine: no other name leads anywhere, and none
    /// is asked for on the network.
    private static final Map<String, String> ETC =
            Map.of(
                    "passwd",
                    "root:x:0:0::/:/bin/sh\nstudent:x:" + USER + ":" + USER + "::/tmp:/bin/sh\n",
                    "group",
                    "root:x:0:\nstudent:x:" + USER + ":\n",
                    "hosts",
                    "127.0.0.1 localhost " + HOST + "\n::1 localhost ip6-localhost ip6-loopback\n",
                    "nsswitch.conf",
                    "passwd: files\ngroup: files\nhosts: files\n");

    private static final List<Path> LIBRARIES = paths("/bin", "/sbin", "/lib", "/lib32", "/lib64");
    private static final List<Path> SHARED =
            paths("/usr", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d");
    private static final Path ALTERNATIVES = Path.of("/etc/alternatives");

    private final Path folder;

    /// @param folder where the few files go that are made for the code
    SystemFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        Shared.withAll(folder);
        for (Map.Entry<String, String> file : ETC.entrySet()) {
            Path etc = Files.writeString(folder.resolve(file.getKey()), file.getValue());
            Shared.withAll(etc);
        }
    }

    private static List<Path> paths(String... paths) {
        return Stream.of(paths).map(Path::of).toList();
    }

    /// `/etc/passwd`, `/etc/hosts` and the like.
    List<Mount> etc() {
        return ETC.keySet().stream()
                .sorted()
                .map(name -> new Mount(folder.resolve(name), Path.of("/etc", name)))
                .toList();
    }

    /// Programs and libraries.
    static List<Mount> programs() {
        Stream<Path> folders =
                LIBRARIES.stream().filter(Files::isDirectory).filter(p -> !isLink(p));
        return Stream.of(folders, SHARED.stream(), Stream.of(ALTERNATIVES))
                .flatMap(paths -> paths)
                .filter(Files::exists)
                .map(Mount::same)
                .toList();
    }

    /// Those of `/bin`, `/lib` and so on that are links, which most systems have: they must be the
    /// same links inside.
    static List<Path> links() {
        return LIBRARIES.stream().filter(SystemFiles::isLink).toList();
    }

    private static boolean isLink(Path path) {
        return Files.isSymbolicLink(path);
    }

    /// The JDK that runs this program, and the files to which its links lead: Debian's JDKs keep
    /// their settings in `/etc`.
    static List<Mount> jdk() throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        Path real = home.toRealPath();
        List<Mount> mounts = new ArrayList<>(List.of(Mount.same(real), new Mount(real, home)));
        try (Stream<Path> files = Files.walk(real)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
                if (!target.startsWith(real) && Files.exists(target)) {
                    mounts.add(new Mount(target.toRealPath(), target));
                }
            }
        }
        return mounts;
    }
}
