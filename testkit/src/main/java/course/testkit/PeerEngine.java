package course.testkit;

import com.github.dockerjava.api.DockerClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/// Finds the Docker engine of this machine, wherever Testcontainers finds it: `DOCKER_HOST`, the
/// usual sockets, Docker Desktop, a rootless engine.
///
/// Only the search is Testcontainers' own. Its `DockerClientFactory.client()` would go on to fetch
/// an image for a clean-up container and, inside a container, a second one to ask for an address;
/// without a registry each of them hangs for minutes unless the right environment variables are
/// set, and an IDE does not set them.
final class PeerEngine {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String UNIX = "unix://";

    private PeerEngine() {}

    /// A client for the engine.
    ///
    /// @throws PeerUnavailable if there is no engine (at once) or it does not answer (after ten
    ///   seconds)
    static DockerClient find() {
        String named = System.getenv("DOCKER_HOST");
        try {
            return new StallWatch(PATIENCE, PATIENCE)
                    .await("search for Docker", () -> connect(named));
        } catch (PeerUnavailable e) {
            throw e;
        } catch (TimeoutException _) {
            throw new PeerUnavailable(
                    "The Docker engine takes connections but has not answered for "
                            + PATIENCE.toSeconds()
                            + " seconds: restart Docker, then run the tests again.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PeerUnavailable(
                    "The search for a Docker engine was interrupted: run the tests again.");
        } catch (Exception _) {
            // Testcontainers says no more than that none of its guesses was right.
            throw new PeerUnavailable(noEngine(named));
        }
    }

    private static DockerClient connect(String named) {
        if (isSet(named)
                && named.startsWith(UNIX)
                && !Files.exists(Path.of(named.substring(UNIX.length())))) {
            throw new PeerUnavailable(noEngine(named)); // known at once, without loading the client
        }
        TransportConfig transport = DockerClientFactory.instance().getTransportConfig();
        // Testcontainers goes on to the usual sockets when the engine that was asked for does not
        // answer.
        // A test must not run somewhere else than it was told to.
        if (isSet(named) && !transport.getDockerHost().toString().equals(named)) {
            throw new PeerUnavailable(noEngine(named));
        }
        return DockerClientProviderStrategy.getClientForConfig(transport);
    }

    private static boolean isSet(String named) {
        return named != null && !named.isBlank();
    }

    private static String noEngine(String named) {
        if (!isSet(named)) {
            return "No Docker engine found: to test against a real nc and curl, install and start"
                    + " Docker; all other tests run without it.";
        }
        return "No Docker engine answers at DOCKER_HOST="
                + named
                + ": start it, or correct or unset DOCKER_HOST; all other tests run without it.";
    }
}
