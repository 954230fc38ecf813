package lesson03;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OwnSocketsTest {

    private final Terminal terminal = new Terminal();

    @EnabledOnOs(OS.LINUX)
    @Test
    void allThreeSocketsAreDescriptorsOfTheProcess() {
        assertThat(terminal.run(OwnSockets::run)).isZero();

        List<String> lines = terminal.lines();
        String server = lines.get(0).replace("Listening on ", "");
        String client = lines.get(1).replaceFirst(".* from ", "");
        assertThat(lines)
                .anyMatch(line -> line.endsWith("TCP " + server + ", LISTEN"))
                .anyMatch(
                        line -> line.endsWith("TCP " + client + " to " + server + ", ESTABLISHED"))
                .anyMatch(
                        line -> line.endsWith("TCP " + server + " to " + client + ", ESTABLISHED"));
        assertThat(lines.getLast()).matches("and \\d+ more: files, pipes, devices");
    }

    @Test
    void withoutProcItIsOneLine(@TempDir Path empty) {
        int status = terminal.run((args, out, err) -> OwnSockets.run(empty, args, out, err));

        assertThat(status).isEqualTo(3);
        assertThat(terminal.lines()).isEmpty();
        assertThat(terminal.error()).startsWith("Cannot read ").contains("lsof -p");
    }

    /// The run that the README shows: a process that has no other sockets. The numbers of the
    /// descriptors and the inodes are counted anew, because another JDK has other files open.
    static String figure() throws IOException {
        Assumptions.assumeTrue(OS.LINUX.isCurrentOs(), "The text shows a run on Linux.");
        String said = OwnProcess.output(OwnSockets.class, Map.of());
        String port = said.lines().findFirst().orElseThrow().replaceFirst(".*:", "");
        String own = said.lines().skip(1).findFirst().orElseThrow().replaceFirst(".*:", "");
        String shown = said.replace(":" + port, ":8888").replace(":" + own, ":50001");
        shown = numbered(shown, "(?<=socket:\\[)\\d+", 700_001, "%d");
        shown = numbered(shown, "(?m)^ +\\d+(?=  socket)", 4, "%10d");
        return "$ ./course run lesson03 OwnSockets\n"
                + shown.replaceFirst("and \\d+ more", "and 7 more");
    }

    private static String numbered(String text, String number, int first, String format) {
        Map<String, String> numbers = new LinkedHashMap<>();
        return Pattern.compile(number)
                .matcher(text)
                .replaceAll(match ->
                        numbers.computeIfAbsent(
                                match.group(), _ -> format.formatted(first + numbers.size())));
    }
}
