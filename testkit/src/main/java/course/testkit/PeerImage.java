package course.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/// The image of the [Peer]: built once from a Dockerfile, then found again by its name, which holds
/// a hash of that Dockerfile. So a changed Dockerfile is a new image, and an unchanged one is never
/// built twice.
record PeerImage(String dockerfile) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(8);

    /// The image that the course's tests use.
    static PeerImage ofTheCourse() {
        try (InputStream file = PeerImage.class.getResourceAsStream("peer/Dockerfile")) {
            return new PeerImage(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the peer's Dockerfile from the testkit", e);
        }
    }

    /// Repository and tag, for example `java-network-course/peer:4f0c9a6be5d1`.
    String name() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(dockerfile.getBytes(StandardCharsets.UTF_8));
            return "java-network-course/peer:" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Builds the image if the engine does not have it. May take minutes as long as the build gets
    /// on.
    ///
    /// @throws PeerUnavailable if it cannot be built: it fails, or nothing moves for twenty seconds
    void require(DockerClient docker) {
        StallWatch watch = new StallWatch(PATIENCE, LIMIT);
        BuildLog log = new BuildLog(watch);
        try {
            watch.await(
                    "image of the peer",
                    () -> {
                        if (!exists(docker)) {
                            System.out.println(
                                    "Building the image with nc and curl: once, about a minute.");
                            build(docker, log);
                        }
                        return null;
                    });
        } catch (TimeoutException _) {
            log.cancel();
            throw new PeerUnavailable(
                    "The image with nc and curl cannot be built: nothing has moved for "
                            + PATIENCE.toSeconds()
                            + " seconds"
                            + log.lastLine()
                            + "."
                            + remedy());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PeerUnavailable(
                    "The build of the image with nc and curl was interrupted: run the tests"
                            + " again.");
        } catch (Exception e) {
            throw new PeerUnavailable(
                    "The image with nc and curl cannot be built: "
                            + oneLine(e.getMessage())
                            + "."
                            + remedy());
        }
    }

    private boolean exists(DockerClient docker) {
        try {
            docker.inspectImageCmd(name()).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    private void build(DockerClient docker, BuildLog log) throws IOException {
        Path folder = Files.createTempDirectory("peer");
        Path file = folder.resolve("Dockerfile");
        try {
            Files.writeString(file, dockerfile);
            docker.buildImageCmd(file.toFile())
                    .withTags(Set.of(name()))
                    .withForcerm(true)
                    .exec(log)
                    .awaitImageId();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private String remedy() {
        String base =
                dockerfile
                        .lines()
                        .filter(line -> line.startsWith("FROM "))
                        .map(line -> line.substring("FROM ".length()).strip())
                        .findFirst()
                        .orElse("its base image");
        return " It needs "
                + base
                + " and Debian's packages: connect to the network and run the tests again.";
    }

    static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
        String cut = line.length() <= 200 ? line : line.substring(0, 200) + "...";
        return cut.endsWith(".") && !cut.endsWith("...") ? cut.substring(0, cut.length() - 1) : cut;
    }

    /// A line that was not seen before is a move. One that comes again is not: a download that
    /// stands still goes on reporting how far it is, and one that is tried again says so.
    private static final class BuildLog extends BuildImageResultCallback {

        private final StallWatch watch;
        private final Set<String> seen = new HashSet<>();
        private volatile String last = "";

        BuildLog(StallWatch watch) {
            this.watch = watch;
        }

        @Override
        public void onNext(BuildResponseItem item) {
            super.onNext(item);
            String line = item.getStream() != null ? item.getStream().strip() : progressOf(item);
            if (!line.isEmpty() && seen.add(line)) {
                // The engine tells the numbers of its layers behind an arrow: a move, but no news.
                last = line.startsWith("--->") ? last : line;
                watch.moved();
            }
        }

        private static String progressOf(BuildResponseItem item) {
            String status = String.valueOf(item.getStatus());
            return item.getProgressDetail() == null
                    ? status
                    : status + " " + item.getProgressDetail().getCurrent();
        }

        /// Hangs up, so that the engine stops building.
        void cancel() {
            try {
                close();
            } catch (IOException _) {
                // The build is given up anyway.
            }
        }

        String lastLine() {
            return last.isEmpty() ? "" : ", last at \"" + oneLine(last) + "\"";
        }
    }
}
