package course.testkit;

import com.github.dockerjava.api.DockerClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The other end of the wire: a container with `nc`, `curl`, `tcpdump`, `ss` and `bash`, one for the whole test
/// JVM, started when the first test asks for it and removed when the JVM ends.
///
///     Peer peer = Peer.get();
///     peer.run("printf '\\000\\002hi' | nc -N host.docker.internal " + server.getLocalPort());
///
/// The command lines are those that a student types, with [#HOST] in place of `localhost`. A server that the peer
/// is to reach must be bound to the wildcard address, not to loopback.
///
/// `-Dpeers=auto` (the default) aborts a test when there can be no peer, `required` fails it, `off` does not look
/// for one. The first `get` of a machine builds an image, which can take minutes and so runs into the time limit of
/// a test: let [NeedsPeer] do it.
public final class Peer {

    /// The name under which the peer reaches the machine that the tests run on.
    public static final String HOST = "host.docker.internal";

    /// How long [#run] waits for a command line.
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private final DockerClient docker;
    private final PeerContainer container;
    private final AtomicInteger files = new AtomicInteger();
    private final boolean direct;

    Peer(DockerClient docker, PeerContainer container, boolean direct) {
        this.docker = docker;
        this.container = container;
        this.direct = direct;
    }

    /// The peer of this JVM; the first call starts it.
    ///
    /// @throws PeerUnavailable if there is none and `-Dpeers` is `auto` or `off`
    /// @throws AssertionError if there is none and `-Dpeers` is `required`, or its value is unknown
    public static Peer get() {
        return PeerVerdict.ofThisJvm().peer();
    }

    /// What is in the way of a peer on this machine, in a sentence; empty when nothing is, so far
    /// as can be seen without starting one. Takes ten seconds at most.
    public static Optional<String> obstacle() {
        try {
            PeerEngine.find();
            return Optional.empty();
        } catch (PeerUnavailable e) {
            return Optional.of(e.getMessage());
        }
    }

    /// Runs one line with `bash -c` and waits until it has ended, [#LIMIT] at most. The status is
    /// not checked.
    public PeerCommand.Result run(String line) {
        return run(line, LIMIT);
    }

    /// Runs one line with `bash -c` and waits until it has ended.
    ///
    /// @throws AssertionError if it has not ended after `limit`; it is killed
    public PeerCommand.Result run(String line, Duration limit) {
        return start(line).await(limit);
    }

    /// Starts one line with `bash -c` and returns at once. The caller closes what is returned.
    public PeerCommand start(String line) {
        return new PeerCommand(docker, this, container.id(), line, newFile("pid"));
    }

    /// Waits until a command in the peer listens on a TCP port, for example `nc -l -p 9001`.
    ///
    /// @throws AssertionError if nobody listens there after ten seconds
    public void awaitListening(int port) {
        run(
                "until ss -Htln 'sport = :" + port + "' | grep -q .; do sleep 0.02; done",
                Duration.ofSeconds(10));
    }

    /// Where this JVM reaches a port of the peer: the container itself where the path is direct,
    /// else a port that the engine forwards. Through a forwarder a connect succeeds even when
    /// nobody listens in the peer, so call [#awaitListening] before.
    ///
    /// @throws IllegalArgumentException if the port is not in [PeerContainer#PORTS]
    public InetSocketAddress address(int port) {
        return direct ? container.ownAddress(port) : forwardedAddress(port);
    }

    /// The port of this machine that the engine forwards, for a test that must go the long way.
    InetSocketAddress forwardedAddress(int port) {
        return container.forwardedAddress(port);
    }

    /// Whether segments go between this JVM and the peer unchanged. On Docker Desktop a proxy
    /// stands between: then the handshake, the close and a reset seen in the peer are the proxy's,
    /// and a test of them must be skipped.
    public boolean isDirect() {
        return direct;
    }

    /// A name in the peer that nothing else has.
    String newFile(String ending) {
        return "/tmp/" + files.incrementAndGet() + "." + ending;
    }

    /// Copies a file out of the peer.
    byte[] read(String file) {
        PeerCommand.Result result = run("cat " + file);
        if (result.status() != 0) {
            throw new AssertionError("in the peer: " + result.stderr().strip());
        }
        return result.stdout();
    }
}
