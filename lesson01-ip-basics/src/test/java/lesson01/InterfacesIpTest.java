package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The lister against `ip -o addr` on this machine. Only the loopback interface is compared: others
/// come and go while containers start and stop.
@EnabledOnOs(OS.LINUX)
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class InterfacesIpTest {

    @Test
    void theAddressesAreThoseThatIpShows() throws Exception {
        List<String> expected =
                ip("-o", "addr", "show", "dev", "lo").stream()
                        .map(line -> "  " + line.split("\\s+")[3])
                        .toList();
        Terminal terminal = new Terminal();

        assertThat(terminal.run(Interfaces::run, "lo")).isZero();

        assertThat(terminal.lines())
                .filteredOn(line -> line.contains("/"))
                .containsExactlyInAnyOrderElementsOf(expected);
        String mtu =
                ip("-o", "link", "show", "dev", "lo")
                        .getFirst()
                        .replaceFirst(".* mtu (\\d+).*", "$1");
        assertThat(terminal.lines().getFirst()).endsWith(", MTU " + mtu);
    }

    private static List<String> ip(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder("ip");
        command.command().addAll(List.of(arguments));
        Process process;
        try {
            process = command.start();
        } catch (IOException _) {
            Assumptions.abort("There is no program \"ip\" on this machine.");
            return List.of();
        }
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return said.strip().lines().toList();
        }
    }
}
