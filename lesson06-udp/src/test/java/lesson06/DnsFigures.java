package lesson06;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/// Parts of longer outputs, for the lesson's text.
final class DnsFigures {

    private static final int ALIAS = 46;
    private static final int BEHIND_ALIAS = 69;

    private DnsFigures() {}

    /// The data of the first record in dnsmasq's answer, from the recording.
    static String dnsmasqAnswer() throws IOException {
        return Files.readAllLines(DnsPeerTest.RECORDING).stream()
                .filter(line -> line.matches(" +\\d+  .*"))
                .filter(line -> offset(line) >= ALIAS && offset(line) < BEHIND_ALIAS)
                .collect(Collectors.joining("\n"));
    }

    /// A truncated answer and the one over TCP, from a run: of each message the flags and the count
    /// of answers.
    static String truncated() throws InterruptedException, ExecutionException, TimeoutException {
        Terminal server = new Terminal();
        Terminal client = new Terminal();
        CompletableFuture<Integer> ended = server.start(NameServer::run, "0", "2");
        String port = Integer.toString(server.port());
        List<String> args = List.of("many.course.example", "A", "localhost", port, "1a2b");
        client.run(DnsQuery::run, args.toArray(String[]::new));
        assertThat(ended.get(10, TimeUnit.SECONDS)).isZero();
        return client.lines().stream()
                .filter(line ->
                        !line.matches(" +\\d+  .*") || offset(line) == 2 || offset(line) == 6)
                .filter(line -> !line.startsWith("offset"))
                .map(line -> line.replace(":" + port, ":8888"))
                .collect(Collectors.joining("\n"));
    }

    private static int offset(String row) {
        return Integer.parseInt(row.substring(0, 6).strip());
    }
}
