package lesson03;

import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/// Answers the lines of one client over a UNIX-domain socket: the address is a path, both ends run
/// on one machine, and no network takes part.
///
/// The server makes the file of that path when it binds, and deletes it when it closes; the kernel
/// does not. See unix(7).
public final class UnixServer implements AutoCloseable {

    /// In the current folder. A folder that all may write to, as /tmp, would let another user make
    /// the file first.
    static final String DEFAULT_PATH = "lesson03.sock";

    /// How long one client may take in all.
    static final Duration LIMIT = Duration.ofMinutes(2);

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: UnixServer [path]
                    Waits for a client of the same machine, answers its lines, and ends.
                    path: of the socket, which must not exist; default lesson03.sock.
                    Example: ./course run lesson03 UnixServer lesson03.sock
                    """,
                    1);

    private final Path path;
    private final ServerSocketChannel listener;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no socket at that
    /// path to be had.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args, out, err, arguments -> serve(UnixPath.of(arguments), LIMIT, out, err));
    }

    static int serve(Path path, Duration limit, PrintStream out, PrintStream err)
            throws Failure, IOException {
        try (UnixServer server = listen(path)) {
            out.println("Listening on " + path + ", waiting for a client");
            server.answerOneClient(limit, out, err);
            return Program.DONE;
        }
    }

    private static UnixServer listen(Path path) throws Failure, IOException {
        try {
            return new UnixServer(path);
        } catch (SocketException e) {
            throw UnixPath.cannotListen(path, e);
        }
    }

    /// Makes the file and listens from now on; does not block. The caller closes.
    ///
    /// @throws SocketException if there is a file at that path, whatever it is, or cannot be one
    UnixServer(Path path) throws IOException {
        this.path = path;
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind();
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    // region bind
    private void bind() throws IOException {
        listener.bind(UnixDomainSocketAddress.of(path)); // makes the file
        path.toFile().deleteOnExit(); // Ctrl-C ends the JVM without a close
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
    }

    // endregion

    /// Blocks until a client has come and ended, or its time is over.
    void answerOneClient(Duration limit, PrintStream out, PrintStream err) throws IOException {
        try (SocketChannel client = listener.accept();
                Deadline deadline = new Deadline(limit, client)) {
            out.println("A client has come");
            try {
                answer(client, out);
                out.println("The client has left");
            } catch (IOException e) {
                String why = deadline.met() ? BadInput.inWords(e) : "its time is over";
                err.println("The client broke off: " + why);
            }
        }
    }

    private static void answer(SocketChannel client, PrintStream out) throws IOException {
        LineReader lines = new LineReader(Channels.newInputStream(client));
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            out.println("It says: " + SafeText.of(line.get()));
            int characters = line.get().codePointCount(0, line.get().length());
            String answer = "收到, %d characters\n".formatted(characters);
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(answer);
            while (bytes.hasRemaining()) {
                client.write(bytes);
            }
            line = lines.next();
        }
    }

    /// Stops listening and deletes the file. May be called twice.
    @Override
    public void close() throws IOException {
        if (listener.isOpen()) {
            listener.close();
            Files.deleteIfExists(path);
        }
    }
}
