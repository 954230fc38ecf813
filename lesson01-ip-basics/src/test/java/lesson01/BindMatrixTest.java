package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lesson01.BindMatrix.Column;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class BindMatrixTest {

    private final Terminal terminal = new Terminal();

    @EnabledOnOs(OS.LINUX)
    @Test
    void tableSaysWhoAnswersWhere() throws IOException {
        assumeAllAddresses();

        assertThat(terminal.run(BindMatrix::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "bound to                  127.0.0.1  127.0.0.2  localhost  ::1        own"
                                + " address",
                        "127.0.0.1                 yes        refused    yes        refused   "
                                + " refused",
                        "own address               refused    refused    refused    refused    yes",
                        "0.0.0.0                   yes        yes        yes        refused    yes",
                        "0.0.0.0, by ServerSocket  yes        yes        yes        yes        yes",
                        "::                        yes        yes        yes        yes       "
                                + " yes");
    }

    @Test
    void addressThatTheMachineHasNotIsSaidSo() throws IOException {
        List<Column> columns =
                List.of(
                        Column.to("127.0.0.1", InetAddress.ofLiteral("127.0.0.1")),
                        Column.to("2001:db8::1", InetAddress.ofLiteral("2001:db8::1")));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                BindListener here = new BindListener("127.0.0.1", Optional.of(server));
                BindListener none = new BindListener("::", Optional.empty())) {
            assertThat(BindMatrix.table(List.of(here, none), columns))
                    .containsExactly(
                            "bound to                  127.0.0.1  2001:db8::1",
                            "127.0.0.1                 yes        -",
                            "::                        -          -",
                            "- : this machine has no such address");
        }
    }

    @Test
    void connectionThatAnotherServerTakesIsNotOurs() throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        Assumptions.assumeTrue(
                System.getProperty("os.name").startsWith("Linux"),
                "Only Linux answers on 127.0.0.2 without being told to.");
        try (ServerSocket server = new ServerSocket(0, 1, loopback);
                BindListener ours = new BindListener("127.0.0.1", Optional.of(server));
                ServerSocket _ =
                        new ServerSocket(
                                server.getLocalPort(), 1, InetAddress.ofLiteral("127.0.0.2"))) {
            assertThat(ours.reachedAt(InetAddress.ofLiteral("127.0.0.2"))).isEqualTo("elsewhere");
            assertThat(ours.reachedAt(loopback)).isEqualTo("yes");
        }
    }

    @Test
    void strangerWhoCameFirstIsNotTakenForUs() throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try (ServerSocket server = new ServerSocket(0, 5, loopback);
                BindListener listener = new BindListener("127.0.0.1", Optional.of(server));
                Socket _ = new Socket(loopback, server.getLocalPort())) {
            assertThat(listener.reachedAt(loopback)).isEqualTo("yes");
        }
    }

    @Test
    void strangerIsNoProofWhenAnotherServerTookOurConnection() throws IOException {
        Assumptions.assumeTrue(
                System.getProperty("os.name").startsWith("Linux"),
                "Only Linux answers on 127.0.0.2 without being told to.");
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        InetAddress other = InetAddress.ofLiteral("127.0.0.2");
        try (ServerSocket server = new ServerSocket(0, 5, loopback);
                BindListener listener = new BindListener("127.0.0.1", Optional.of(server));
                ServerSocket _ = new ServerSocket(server.getLocalPort(), 1, other);
                Socket _ = new Socket(loopback, server.getLocalPort())) {
            assertThat(listener.reachedAt(other)).isEqualTo("elsewhere");
        }
    }

    @Test
    void whoComesFromOutsideIsPrintedWhileItWaits() throws Exception {
        CompletableFuture<Integer> status = terminal.start(BindMatrix::run, "2");
        Pattern command = Pattern.compile("  nc -zv \\S+ (\\d+)   # 127\\.0\\.0\\.1");
        int port =
                Awaitility.await()
                        .until(
                                () ->
                                        terminal.lines().stream()
                                                .map(command::matcher)
                                                .filter(Matcher::matches)
                                                .mapToInt(line -> Integer.parseInt(line.group(1)))
                                                .findFirst()
                                                .orElse(0),
                                found -> found > 0);

        try (Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            String line = "127.0.0.1:" + client.getLocalPort() + " has reached the server bound to";
            Awaitility.await().until(() -> terminal.lines().contains(line + " 127.0.0.1"));
        }
        assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(terminal.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, is not a number from 0 to 3600",
        "3601, is not a number from 0 to 3600",
        "x, is not a number from 0 to 3600",
        "'', is missing",
        "--x, Unknown option"
    })
    void wrongNumberOfSecondsIsOneLine(String seconds, String words) {
        assertThat(terminal.run(BindMatrix::run, seconds)).isEqualTo(2);
        assertThat(terminal.error()).contains(words);
    }

    /// The table of this test is that of a machine with IPv6 and with a network.
    static void assumeAllAddresses() throws IOException {
        Assumptions.assumeTrue(
                BindListener.ownAddress().isPresent(), "This machine has loopback addresses only.");
        Assumptions.assumeTrue(
                NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null,
                "This machine has no IPv6.");
    }
}
