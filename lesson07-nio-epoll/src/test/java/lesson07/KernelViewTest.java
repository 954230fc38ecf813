package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// In a process of its own, because a test's process has hundreds of descriptors. `mvn -pl lesson07
/// test -Dtest=KernelViewTest -Dtext=update` makes the README's run anew.
class KernelViewTest {

    static final Recording RECORDING = new Recording("kernel-view.txt", KernelViewTest::normalised);

    private final Terminal terminal = new Terminal();

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux shows descriptors in /proc.")
    void showsTheDescriptorsAndWhatTheKernelNotes() throws Exception {
        Process program =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                KernelCallsTest.classes(),
                                KernelView.class.getName())
                        .redirectErrorStream(true)
                        .start();
        List<String> lines =
                new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).as("%s", lines).isZero();
        RECORDING.compareOrKeep(lines);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Only Linux shows descriptors in /proc.")
    void closesWhatItHasOpened() {
        int status = terminal.run(KernelView::run);

        assertThat(status).isZero();
        assertThat(terminal.lines()).anyMatch(line -> line.endsWith("anon_inode:[eventpoll]"));
        assertThat(terminal.lines().stream().filter(line -> line.startsWith("  tfd:"))).hasSize(3);
    }

    @Test
    void whereTheKernelShowsNothingItSaysSo(@TempDir Path empty) {
        Program program = new Program("Example: -", 0);

        int status =
                program.run(
                        new String[0],
                        terminal.out,
                        terminal.err,
                        _ -> KernelView.show(empty, terminal.out));

        assertThat(status).isEqualTo(Program.ENVIRONMENT);
        assertThat(terminal.error()).contains("only Linux shows it");
    }

    @Test
    void wrongArgumentsAreTold() {
        assertThat(terminal.run(KernelView::run, "9")).isEqualTo(Program.USAGE);

        assertThat(terminal.error()).startsWith("Unknown argument \"9\"");
    }

    /// Numbers of descriptors get names in the order of their listing; the order of the table,
    /// positions, devices and inodes are the kernel's own affair.
    static List<String> normalised(List<String> lines) {
        Map<String, String> numbers = new HashMap<>();
        for (String line : lines) {
            var entry = Pattern.compile(" +(\\d+) -> .*").matcher(line);
            if (entry.matches()) {
                numbers.put(entry.group(1), "#" + (numbers.size() + 1));
            }
        }
        return lines.stream()
                .map(line -> line.replaceAll("\\[\\d+]", "[N]").replaceAll("data:.*", ""))
                .map(line -> line.replaceAll("(ino|mnt_id): *\\d+", "$1: N"))
                .map(line ->
                        Pattern.compile("(?<=^  |tfd: {1,20}|fdinfo/)\\d+")
                                .matcher(line)
                                .replaceAll(n -> numbers.getOrDefault(n.group(), n.group())))
                .sorted()
                .toList();
    }
}
