package lesson03;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/// The path of a UNIX-domain socket: an address that is a file.
final class UnixPath {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private UnixPath() {}

    /// The path that a program's first argument names.
    static Path of(Arguments arguments) throws Failure {
        String text = arguments.text(0, "path", UnixServer.DEFAULT_PATH);
        try {
            return Path.of(text);
        } catch (InvalidPathException _) {
            throw Failure.usage("\"" + SafeText.of(text) + "\" is no path.");
        }
    }

    /// Why a server cannot have this path. A file that is left over and one that a server listens
    /// on look the same; only a connect tells them apart.
    static Failure cannotListen(Path path, IOException reason) {
        String shown = SafeText.of(path.toString());
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            String why = reason.getMessage();
            return Failure.environment(
                    "Cannot listen on " + shown + " (" + why + "). Give another path.");
        }
        if (isFileOrFolder(path)) {
            return Failure.environment(
                    "Cannot listen on "
                            + shown
                            + ": there is a file that is no socket."
                            + " Give another path.");
        }
        if (answers(path)) {
            return Failure.environment(
                    "Cannot listen on "
                            + shown
                            + ": a server listens there."
                            + " Stop it, or give another path.");
        }
        return Failure.environment(
                "Cannot listen on "
                        + shown
                        + ": a server that has ended left its file behind."
                        + " Delete it (rm "
                        + shown
                        + "), then start again.");
    }

    private static boolean answers(Path path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Deadline _ = new Deadline(LIMIT, channel)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (AsynchronousCloseException _) {
            return true; // it listens, but its queue is full
        } catch (IOException _) {
            return false; // refused: nobody listens
        }
    }

    private static boolean isFileOrFolder(Path path) {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(path);
    }
}
