package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// The server programs and their clients, each run to its end.
class LoopProgramsTest {

    private final Terminal server = new Terminal();
    private final Terminal clients = new Terminal();

    private String port() {
        return Integer.toString(server.port());
    }

    @ParameterizedTest
    @EnumSource
    void programServesItsVisitorsAndEnds(Kind kind) throws Exception {
        CompletableFuture<Integer> status = server.start(kind.main(), "0", "3");

        assertThat(clients.run(ReverseOrder::run, "localhost", port(), "3"))
                .isEqualTo(kind.fails(Kind.Duty.REVERSE_ORDER) ? 1 : 0);

        assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(server.lastLine()).isEqualTo("Visitors: 3");
    }

    /// Not with the blocking server: it talks to the first of the others, who waits.
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "BLOCKING")
    void floodShowsWhoLetsTheOthersWait(Kind kind) throws Exception {
        boolean fails = kind.fails(Kind.Duty.SLOW_READER);
        CompletableFuture<Integer> status = server.start(kind.main(), "0", "6");

        assertThat(clients.run(Flood::run, "localhost", port(), "5")).isEqualTo(fails ? 1 : 0);

        assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(clients.lastLine())
                .isEqualTo("Answered meanwhile: " + (fails ? 0 : 5) + " of 5");
        assertThat(server.lines()).contains("Visitor 6 has broken off");
    }

    @ParameterizedTest
    @EnumSource
    void portThatIsTakenIsOneLine(Kind kind) throws Exception {
        try (Server _ = Kind.EVENT_LOOP.open(new Visitors(server.out, 1))) {
            assertThat(clients.run(kind.main(), port())).isEqualTo(3);
            assertThat(clients.error()).startsWith("Cannot listen on 127.0.0.1:" + port());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x           | The port "x" is not a number.
                    0 many      | The number of visitors "many" is no number.
                    0 1 0       | There can be 1 to 256 workers.
                    0 1 257     | There can be 1 to 256 workers.
                    0 1 2 -5    | The number of seconds "-5" is no number.
                    0 1 2 5 6   | Unknown argument "6".
                    """)
    void wrongArgumentIsOneLine(String arguments, String line) {
        assertThat(clients.run(WorkersServer::run, arguments.split(" "))).isEqualTo(2);
        assertThat(clients.error())
                .startsWith(line)
                .endsWith("Example: ./course run lesson07 WorkersServer 8888 0 2");
    }

    @Test
    void missingServerIsOneLine() throws Exception {
        String closed;
        try (Server gone = Kind.EVENT_LOOP.open(new Visitors(server.out, 1))) {
            closed = Integer.toString(gone.address().getPort());
        }

        assertThat(clients.run(ReverseOrder::run, "localhost", closed)).isEqualTo(3);
        assertThat(clients.run(Flood::run, "localhost", closed)).isEqualTo(3);
        assertThat(clients.errors())
                .hasSize(2)
                .allMatch(line -> line.startsWith("No conversation with 127.0.0.1:" + closed));
    }

    @Test
    void crowdOfNobodyIsOneLine() {
        assertThat(clients.run(Flood::run, "localhost", "1", "0")).isEqualTo(2);
        assertThat(clients.error()).startsWith("There can be 1 to 1000 others.");
    }
}
