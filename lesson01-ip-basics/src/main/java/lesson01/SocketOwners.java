package lesson01;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Which process owns which socket. A socket is a file descriptor, and Linux shows each one as a
/// link: `/proc/812/fd/7 -> socket:[4711]`. The number is the socket's inode, and it stands in the
/// socket table too. `ss -p`, `netstat -p` and `lsof -i` look in the same place.
///
/// @param proc where the folders of the processes are: `/proc`
record SocketOwners(Path proc) {

    private static final String SOCKET = "socket:[";

    static SocketOwners ofThisMachine() {
        return new SocketOwners(Path.of("/proc"));
    }

    /// Process id and name by inode. Processes of other users do not show their descriptors, and a
    /// process may end while it is looked at: what cannot be read is left out.
    Map<Long, String> byInode() {
        Map<Long, String> owners = new HashMap<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            processes.forEach(process -> collect(process, owners));
        } catch (IOException _) {
            // not Linux: nobody owns anything here
        }
        return owners;
    }

    // region owners
    private static void collect(Path process, Map<Long, String> owners) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            String owner = null;
            for (Path descriptor : descriptors) {
                String target = target(descriptor);
                if (target.startsWith(SOCKET)) {
                    owner = owner == null ? nameOf(process) : owner;
                    owners.put(inode(target), owner);
                }
            }
        } catch (IOException | DirectoryIteratorException _) {
            // another user's process, or one that has just ended
        }
    }

    // endregion

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException _) {
            return ""; // closed since the folder was listed
        }
    }

    private static long inode(String target) {
        String digits = target.substring(SOCKET.length(), target.length() - 1);
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    private static String nameOf(Path process) throws IOException {
        String name = Files.readString(process.resolve("comm")).strip();
        return process.getFileName() + "/" + SafeText.of(name);
    }
}
