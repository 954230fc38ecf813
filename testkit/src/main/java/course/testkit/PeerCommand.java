package course.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A command line that runs in the [Peer], started by [Peer#start].
///
/// Its standard input is empty; what it prints is collected while it runs. Closing it kills it,
/// with everything it has started, if it has not ended by itself.
public final class PeerCommand implements AutoCloseable {

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final DockerClient docker;
    private final Peer peer;
    private final String line;
    private final String execId;
    private final String pidFile;
    private final Output output = new Output();

    /// How a command line ended: the exit status of bash, the bytes of its standard output, the
    /// text of its standard error.
    @SuppressWarnings(
            "ArrayRecordComponent") // a value that a test takes apart at once and never compares
    public record Result(int status, byte[] stdout, String stderr) {

        /// Standard output as UTF-8 text.
        public String text() {
            return new String(stdout, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "exit status "
                    + status
                    + ", stdout "
                    + Bytes.hex(stdout)
                    + ", stderr \""
                    + stderr.strip()
                    + '"';
        }
    }

    PeerCommand(DockerClient docker, Peer peer, String containerId, String line, String pidFile) {
        this.docker = docker;
        this.peer = peer;
        this.line = line;
        this.pidFile = pidFile;
        // Docker starts every command as the leader of a process group, and "exec" keeps its
        // process number:
        // so the file holds the number of the group, which is what has to be killed.
        execId =
                docker.execCreateCmd(containerId)
                        .withCmd(
                                "bash",
                                "-c",
                                "echo $$ >\"$1\"; exec bash -c \"$2\"",
                                "bash",
                                pidFile,
                                line)
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .exec()
                        .getId();
        docker.execStartCmd(execId).exec(output);
    }

    /// The bytes printed on standard output so far.
    public byte[] stdout() {
        return output.stdout();
    }

    /// The text printed on standard error so far.
    public String stderr() {
        return output.stderr();
    }

    /// Whether it still runs, or something it has started still holds its output open.
    public boolean isRunning() {
        return !output.isEnded();
    }

    /// Waits until it has ended by itself.
    ///
    /// @throws AssertionError if it has not ended after `limit`: it is killed, and the message says
    ///   what it printed
    public Result await(Duration limit) {
        if (!output.awaitEnd(limit)) {
            kill();
            throw new AssertionError(
                    "in the peer, after "
                            + limit.toMillis() / 1000.0
                            + " seconds not ended: "
                            + line
                            + System.lineSeparator()
                            + "printed "
                            + Bytes.hex(stdout())
                            + " and \""
                            + stderr().strip()
                            + '"');
        }
        // The stream ends a moment before the engine has noted the exit status.
        int status =
                Awaitility.await("exit status of " + line)
                        .until(
                                () -> docker.inspectExecCmd(execId).exec().getExitCodeLong(),
                                code -> code != null)
                        .intValue();
        return new Result(status, stdout(), stderr());
    }

    /// Ends it with SIGKILL, as `kill -9` would; nothing happens if it has ended. The kernel of the
    /// container then closes its sockets. Returns when it is gone.
    public void kill() {
        signal("KILL");
        if (!output.awaitEnd(KILL_LIMIT)) {
            throw new AssertionError("in the peer, killed and still not ended: " + line);
        }
    }

    /// Sends a signal to it and to everything it has started, for example `INT` as Ctrl-C does.
    /// Does not wait.
    public void signal(String name) {
        if (isRunning()) {
            peer.run(
                    "until test -s "
                            + pidFile
                            + "; do sleep 0.01; done; kill -"
                            + name
                            + " -- -$(cat "
                            + pidFile
                            + ") 2>/dev/null; true");
        }
    }

    /// Kills it if it still runs.
    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }

    /// Collects both streams as the engine sends them.
    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        private final CountDownLatch ended = new CountDownLatch(1);

        @Override
        public void onNext(Frame frame) {
            // ByteArrayOutputStream is synchronized itself.
            (frame.getStreamType() == StreamType.STDERR ? stderr : stdout)
                    .writeBytes(frame.getPayload());
        }

        @Override
        public void onComplete() {
            ended.countDown();
            super.onComplete();
        }

        @Override
        public void onError(Throwable thrown) {
            ended.countDown();
            super.onError(thrown);
        }

        /// Not the adapter's own `awaitCompletion`: that one hangs up when its time has run out,
        /// and a command whose stream has ended looks as if it had ended itself.
        boolean awaitEnd(Duration limit) {
            try {
                return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for a command in the peer", e);
            }
        }

        boolean isEnded() {
            return ended.getCount() == 0;
        }

        byte[] stdout() {
            return stdout.toByteArray();
        }

        String stderr() {
            return stderr.toString(StandardCharsets.UTF_8);
        }
    }
}
