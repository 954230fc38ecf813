package lesson04;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What the attacks leave in the server's process: nothing. The kernel counts its descriptors and
/// its platform threads. Virtual threads are none of the kernel's business: they are counted in a
/// dump that the JDK writes.
///
/// Not counted are the threads that carry virtual threads (`ForkJoinPool-1`): the JDK keeps a pool
/// of them, and starts one more now and then, whether or not anything is left over.
@EnabledOnOs(OS.LINUX)
@Timeout(120) // all attacks twice, and several dumps by `jcmd`
class HardenedProcessTest {

    private static final User HONEST = new User("小明", "secret");

    /// The listener, and two of the JDK: one for closing others, and the one that `jcmd` talks to.
    private static final int SOCKETS_WITHOUT_CLIENTS = 3;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir private Path folder;

    private int dumps;

    @Test
    void attacksLeaveNeitherThreadsNorDescriptors() throws Exception {
        try (ServerProcess server = ServerProcess.start(FastHardenedServer.class)) {
            attackAll(server); // before counting: the JVM opens and starts things at first use
            awaitNoClients(server);
            long threads = platformThreads(server);
            long descriptors = entries(server, "fd").size();

            attackAll(server);

            assertThat(RawClient.logIn(server.address().getPort(), HONEST)).isTrue();
            awaitNoClients(server);
            assertThat(entries(server, "fd")).hasSizeLessThanOrEqualTo((int) descriptors);
            assertThat(platformThreads(server)).isLessThanOrEqualTo(threads);
            assertThat(handlers(server)).isZero();
            assertThat(String.join("\n", server.lines()))
                    .contains("小明")
                    .doesNotContain("secret", "芝麻", "PasswordHash", Gadget.LINE, "\tat ");
        }
    }

    private void attackAll(ServerProcess server) throws Exception {
        int port = server.address().getPort();
        Random random = new Random(4);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
            }
            // The count counts: while they are silent, each has a handler.
            await().atMost(LIMIT).until(() -> handlers(server) == 200);
            RawClient.answerTo(port, LoginBytes.objectStream(new Gadget()));
            RawClient.answerTo(port, HostileStreams.deepSets(100));
            RawClient.answerTo(port, HostileStreams.hugeArray());
            RawClient.answerTo(port, Arrays.copyOf(HostileStreams.endlessText(), 10_000));
            byte[] login = LoginBytes.objectStream(HONEST);
            for (int length = 0; length < login.length; length++) {
                RawClient.answerTo(port, Arrays.copyOf(login, length));
            }
            for (int i = 0; i < 1_000; i++) {
                RawClient.answerTo(port, HostileStreams.random(random));
            }
            assertThat(RawClient.logIn(port, HONEST)).isTrue();
            assertThat(RawClient.logIn(port, new User("小明", "芝麻开门"))).isFalse();
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static void awaitNoClients(ServerProcess server) {
        await().atMost(LIMIT)
                .untilAsserted(() ->
                        assertThat(sockets(server)).isLessThanOrEqualTo(SOCKETS_WITHOUT_CLIENTS));
    }

    private static long sockets(ServerProcess server) throws IOException {
        return entries(server, "fd").stream().filter(HardenedProcessTest::isSocket).count();
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket");
        } catch (IOException _) {
            return false; // closed between listing and asking
        }
    }

    private static long platformThreads(ServerProcess server) throws IOException {
        return entries(server, "task").stream()
                .filter(task -> !nameOf(task).startsWith("ForkJoinPool-1"))
                .count();
    }

    private static String nameOf(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException _) {
            return "ForkJoinPool-1"; // ended between listing and asking: not to be counted either
        }
    }

    private static List<Path> entries(ServerProcess server, String what) throws IOException {
        Path path = Path.of("/proc", Long.toString(server.pid()), what);
        try (Stream<Path> entries = Files.list(path)) {
            return entries.toList();
        }
    }

    /// How many virtual threads with the name of a handler there are.
    private long handlers(ServerProcess server) throws IOException, InterruptedException {
        Path dump = folder.resolve("dump-" + dumps++ + ".txt");
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(server.pid()),
                                "Thread.dump_to_file",
                                dump.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("jcmd.txt").toFile())
                        .start();
        assertThat(jcmd.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(dump).exists();
        return Files.readAllLines(dump).stream().filter(line -> line.contains("\"login-")).count();
    }
}
