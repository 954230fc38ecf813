package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Bytes;
import course.testkit.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What an echo costs, in figures that do not depend on how busy the machine is: bytes allocated,
/// and system calls.
class LoopCostTest {

    private static final int CLIENTS = 50;
    private static final String TEXT = "x".repeat(64);

    private final List<EchoClient> clients = new ArrayList<>();

    private void connect(int port) throws IOException {
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new EchoClient(port));
        }
    }

    /// All send, then all read: the server finds many of them ready at once.
    private void echo(int rounds) throws IOException {
        byte[] sent = Bytes.utf8(TEXT);
        for (int i = 0; i < rounds; i++) {
            for (EchoClient client : clients) {
                client.write(sent);
            }
            for (EchoClient client : clients) {
                assertThat(client.read(sent.length)).isEqualTo(sent);
            }
        }
    }

    private void leave() throws IOException {
        for (EchoClient client : clients) {
            client.leave();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"EVENT_LOOP", "WORKERS"})
    void echoAllocatesNearlyNothing(Kind kind) throws Exception {
        try (Server server = kind.open(new Visitors(new Terminal().out, Integer.MAX_VALUE))) {
            connect(server.address().getPort());
            echo(400);
            long before = Leftovers.allocatedBytes();

            echo(400);

            double each = (double) (Leftovers.allocatedBytes() - before) / (400 * CLIENTS);
            assertThat(each).as("bytes allocated for an echo").isLessThan(64);
            leave();
        }
    }

    /// Two for an echo: one read and one write. `epoll_wait` is shared, and `epoll_ctl` is called
    /// for each connection, not for each echo.
    @EnabledOnOs(OS.LINUX)
    @Test
    void echoTakesTwoSystemCalls(@TempDir Path folder) throws Exception {
        Path counts = folder.resolve("counts.txt");
        int rounds = 200;
        Process strace = startUnderStrace(counts);
        try {
            String firstLine = strace.inputReader().readLine();
            Assumptions.assumeTrue(firstLine != null, "strace may not trace here");
            connect(Integer.parseInt(firstLine.replaceFirst(".*:", "")));
            echo(rounds);
            leave();
            assertThat(strace.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            strace.destroyForcibly();
        }

        double echoes = rounds * CLIENTS;
        String table = Files.readString(counts);
        assertThat(calls(table, "read") / echoes).isBetween(1.0, 1.05);
        assertThat(calls(table, "write") / echoes).isBetween(1.0, 1.05);
        assertThat(calls(table, "epoll_wait") / echoes).isLessThan(0.3);
        assertThat(calls(table, "epoll_ctl") / echoes).isLessThan(0.05);
    }

    /// Only the calls of the network: under `strace` each one takes long.
    private static Process startUnderStrace(Path counts) throws IOException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/strace")), "no strace here");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes =
                EventLoopServer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        return new ProcessBuilder(
                        "strace",
                        "-f",
                        "-c",
                        "-e",
                        "trace=read,write,epoll_wait,epoll_ctl",
                        "-o",
                        counts.toString(),
                        java,
                        "-cp",
                        classes,
                        "lesson07.EventLoopServer",
                        "0",
                        Integer.toString(CLIENTS))
                .start();
    }

    private static double calls(String table, String name) {
        // % time, seconds, usecs/call, calls, errors or nothing, syscall
        String columns = "(?m)^ *[\\d.]+ +[\\d.]+ +\\d+ +(\\d+) .*\\b%s$";
        Matcher line = Pattern.compile(columns.formatted(name)).matcher(table);
        assertThat(line.find()).as(name + " in:\n" + table).isTrue();
        return Integer.parseInt(line.group(1));
    }
}
