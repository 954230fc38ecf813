package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/// What a learner sees who has no Docker, or one that does not work.
class PeerUnavailableTest {

    private static final String NOWHERE = "unix:///nonexistent/docker.sock";

    @Test
    void withoutAnEngineATestIsAbortedWithinTwoSeconds() throws Exception {
        List<Answer> answers = probe(NOWHERE, null);

        assertThat(answers.getFirst().how()).isEqualTo("aborted");
        assertThat(answers.getFirst().message())
                .contains("No Docker engine answers at DOCKER_HOST=" + NOWHERE)
                .contains("start it, or correct or unset DOCKER_HOST");
        assertThat(answers.getFirst().millis()).isLessThan(2_000);
    }

    @Test
    void anEngineAtAnotherPlaceThanTheOneAskedForIsNotUsed() throws Exception {
        int closed;
        try (ServerSocket server = silentServer()) {
            closed = server.getLocalPort();
        }

        List<Answer> answers = probe("tcp://127.0.0.1:" + closed, null);

        assertThat(answers.getFirst().how()).isEqualTo("aborted");
        assertThat(answers.getFirst().message())
                .contains("No Docker engine answers at DOCKER_HOST=tcp://127.0.0.1:" + closed);
    }

    @Test
    void requiredFailsWithTheSameLine() throws Exception {
        List<Answer> answers = probe(NOWHERE, "required");

        assertThat(answers.getFirst().how()).isEqualTo("failed");
        assertThat(answers.getFirst().message())
                .contains("No Docker engine answers at DOCKER_HOST=" + NOWHERE)
                .endsWith("(-Dpeers=required)");
    }

    @Test
    void offIsAbortedWithoutLookingForAnEngine() throws Exception {
        try (ServerSocket engine = silentServer()) {
            List<Answer> answers = probe("tcp://127.0.0.1:" + engine.getLocalPort(), "off");

            assertThat(answers.getFirst().how()).isEqualTo("aborted");
            assertThat(answers.getFirst().message()).contains("switched off by -Dpeers=off");
            assertThat(answers.getFirst().millis()).isLessThan(1_000);
        }
    }

    @Test
    void anUnknownValueOfPeersFailsEveryTestAndNamesTheThreeThatExist() throws Exception {
        List<Answer> answers = probe(NOWHERE, "of");

        assertThat(answers).extracting(Answer::how).containsExactly("failed", "failed");
        assertThat(answers)
                .extracting(Answer::message)
                .containsOnly("-Dpeers=of: write auto, required or off.");
    }

    @Test
    void anEngineThatNeverAnswersIsLeftAfterTenSecondsAndNotAskedAgain() throws Exception {
        try (ServerSocket engine = silentServer()) {
            List<Answer> answers = probe("tcp://127.0.0.1:" + engine.getLocalPort(), "auto");

            assertThat(answers.getFirst().how()).isEqualTo("aborted");
            assertThat(answers.getFirst().message())
                    .contains("has not answered for 10 seconds: restart Docker");
            assertThat(answers.getFirst().millis()).isLessThan(15_000);
            assertThat(answers.getLast().message()).isEqualTo(answers.getFirst().message());
            assertThat(answers.getLast().millis()).isLessThan(100);
        }
    }

    @Test
    @NeedsPeer // for its engine
    void withoutTheBaseImageAndWithoutARegistryATestIsAbortedWithinThirtySeconds() {
        PeerImage image = new PeerImage("FROM 127.0.0.1:1/no-such-base:1\n");
        long start = System.nanoTime();

        PeerVerdict verdict = PeerVerdict.reach(PeersMode.AUTO, image);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThatThrownBy(verdict::peer)
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("The image with nc and curl cannot be built: ")
                .hasMessageContaining("It needs 127.0.0.1:1/no-such-base:1 and Debian's packages")
                .satisfies(thrown -> assertThat(thrown.getMessage().lines()).hasSize(1));
    }

    @Test
    @NeedsPeer // for its engine
    void aRegistryThatNeverAnswersIsLeftWithinThirtySeconds() throws Exception {
        try (ServerSocket registry = silentServer()) {
            PeerImage image =
                    new PeerImage(
                            "FROM 127.0.0.1:" + registry.getLocalPort() + "/no-such-base:1\n");
            long start = System.nanoTime();

            PeerVerdict verdict = PeerVerdict.reach(PeersMode.REQUIRED, image);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(30));
            assertThatThrownBy(verdict::peer)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("cannot be built: ")
                    .hasMessageEndingWith("(-Dpeers=required)");
        }
    }

    @Test
    @NeedsPeer // for its engine
    void aBuildStepThatFailsIsNamed() {
        PeerImage image =
                new PeerImage("FROM " + PeerImage.ofTheCourse().name() + "\nRUN no-such-command\n");

        PeerVerdict verdict = PeerVerdict.reach(PeersMode.AUTO, image);

        assertThatThrownBy(verdict::peer)
                .isInstanceOf(PeerUnavailable.class)
                .hasMessageContaining("no-such-command");
    }

    @Test
    @NeedsPeer // to knock with
    void aMachineThatThePeerCannotReachIsReportedWithTheFirewallAsTheLikelyCause()
            throws Exception {
        try (ServerSocket onLoopbackOnly = silentServer()) {
            assertThatThrownBy(() -> PeerVerdict.knock(Peer.get(), onLoopbackOnly))
                    .isInstanceOf(PeerUnavailable.class)
                    .hasMessageContaining("cannot connect to this machine: a firewall blocks it");
        }
    }

    /// Takes connections, for the backlog does that, and never says a word.
    private static ServerSocket silentServer() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /// Runs the probe. Its first line may be preceded by others, so only lines with two tabs count.
    private static List<Answer> probe(String dockerHost, String peers) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1"));
        Optional.ofNullable(peers).ifPresent(value -> command.add("-Dpeers=" + value));
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), PeerProbe.class.getName()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DOCKER_HOST", dockerHost);
        Process process = builder.start();
        String printed =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<Answer> answers =
                printed.lines()
                        .map(line -> line.split("\t"))
                        .filter(parts -> parts.length == 3)
                        .map(parts -> new Answer(parts[0], Long.parseLong(parts[1]), parts[2]))
                        .toList();
        assertThat(answers).as("lines of the probe: " + printed).hasSize(2);
        return answers;
    }

    private record Answer(String how, long millis, String message) {}
}
