package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/// A network of this machine's kernel that has nothing in it but a loopback interface, and in which
/// a script is root. What the script does to it is gone when it ends. Linux only.
final class Namespace {

    private static final String MISSING =
            "A network namespace of its own (unshare -rn, and ip) is not allowed here.";

    private Namespace() {}

    /// Aborts the test, in words, where this machine allows no such thing. With `-Dpeers=required`
    /// the test fails.
    static void require() throws IOException, InterruptedException {
        boolean allowed;
        try {
            allowed = run("ip link set lo up; echo $?").equals("0\n");
        } catch (IOException _) {
            allowed = false; // there is no program "unshare"
        }
        if ("required".equals(System.getProperty("peers"))) {
            assertThat(allowed).as(MISSING).isTrue();
        }
        Assumptions.assumeTrue(allowed, MISSING);
    }

    /// What a shell script prints, on both of its outputs. Blocks until it has ended.
    static String run(String script) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("unshare", "-rn", "sh", "-c", script)
                        .redirectErrorStream(true)
                        .start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said;
        } finally {
            process.destroy();
        }
    }
}
