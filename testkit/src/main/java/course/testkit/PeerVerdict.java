package course.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Whether this JVM has a [Peer], found out once and then remembered: a test class with twenty
/// tests must not look for Docker twenty times.
final class PeerVerdict {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);

    private final PeersMode mode;
    private final Peer peer;
    private final String whyNot;

    /// The JVM runs a class initializer once, and everybody who comes meanwhile waits for it.
    private static final class ThisJvm {
        static final PeerVerdict VERDICT =
                reach(PeersMode.fromSystemProperty(), PeerImage.ofTheCourse());
    }

    private PeerVerdict(PeersMode mode, Peer peer, String whyNot) {
        this.mode = mode;
        this.peer = peer;
        this.whyNot = whyNot;
    }

    /// The verdict that all tests of this JVM share.
    static PeerVerdict ofThisJvm() {
        // Asked each time: of a class initializer only the first caller sees the message.
        PeersMode.fromSystemProperty();
        return ThisJvm.VERDICT;
    }

    /// Looks for an engine, an image and a way back from the container. Never throws: the reason is
    /// in the verdict.
    static PeerVerdict reach(PeersMode mode, PeerImage image) {
        if (mode == PeersMode.OFF) {
            return new PeerVerdict(
                    mode,
                    null,
                    "The tests against a real nc and curl are switched off by -Dpeers=off.");
        }
        try {
            DockerClient docker = PeerEngine.find();
            image.require(docker);
            return new PeerVerdict(mode, start(docker, image.name()), null);
        } catch (PeerUnavailable e) {
            return new PeerVerdict(mode, null, e.getMessage());
        }
    }

    /// The peer.
    ///
    /// @throws PeerUnavailable if there is none and the mode allows that
    /// @throws AssertionError with the same line if there is none and the mode is
    ///   [PeersMode#REQUIRED]
    Peer peer() {
        if (peer != null) {
            return peer;
        }
        if (mode == PeersMode.REQUIRED) {
            throw new AssertionError(whyNot + " (-Dpeers=required)");
        }
        throw new PeerUnavailable(whyNot);
    }

    private static Peer start(DockerClient docker, String image) {
        try {
            return new StallWatch(START_LIMIT, START_LIMIT)
                    .await("start of the peer", () -> startAndCheck(docker, image));
        } catch (PeerUnavailable e) {
            throw e;
        } catch (TimeoutException _) {
            throw new PeerUnavailable(
                    "The Docker engine has not started the container with nc and curl within "
                            + START_LIMIT.toSeconds()
                            + " seconds: restart Docker, then run the tests again.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PeerUnavailable(
                    "The start of the container with nc and curl was interrupted: try again.");
        } catch (Exception e) {
            throw new PeerUnavailable(
                    "The Docker engine cannot start the container with nc and curl: "
                            + (e instanceof DockerException
                                    ? PeerImage.oneLine(e.getMessage())
                                    : e.toString())
                            + ".");
        }
    }

    private static Peer startAndCheck(DockerClient docker, String image) throws IOException {
        PeerContainer container = PeerContainer.start(docker, image);
        Thread removal = new Thread(container::remove, "removal of the peer");
        Runtime.getRuntime().addShutdownHook(removal);
        try (ServerSocket server = new ServerSocket(0)) {
            String seen = knock(new Peer(docker, container, false), server);
            return new Peer(docker, container, seen.equals(container.ownHost()));
        }
    }

    /// Lets the peer connect to a server in this JVM: without that it is of no use. Returns the
    /// address from which the connection came; with a proxy or address translation in between, that
    /// is not the container's own.
    ///
    /// @throws PeerUnavailable if the peer cannot connect
    static String knock(Peer peer, ServerSocket server) throws IOException {
        String line = "nc -z -w 3 " + Peer.HOST + " " + server.getLocalPort();
        if (peer.run(line).status() != 0) {
            throw new PeerUnavailable(
                    "The container with nc and curl runs, but cannot connect to this machine: a"
                            + " firewall blocks it, or the Docker engine is on another machine. Allow"
                            + " connections from Docker's network, then run the tests again.");
        }
        server.setSoTimeout(1000);
        try (Socket seen = server.accept()) {
            return ((InetSocketAddress) seen.getRemoteSocketAddress())
                    .getAddress()
                    .getHostAddress();
        }
    }
}
