package lesson03;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// The programs that show who waits for whom, and how long.
class WaitingProgramsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void bothEndsWaitWhenBothReadFirstOrWriteMoreThanTheBuffersHold() {
        assertThat(terminal.run(WhoWaits::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "both ends ...                          and then",
                        "read, then write 1000 bytes            wait in read for ever",
                        "write 1000 bytes, then read            are done",
                        "write 4000000 bytes, then read         wait in write for ever",
                        "write 4000000 bytes while they read    are done",
                        "one send of 4000000 bytes that may not wait takes a part");
    }

    @Test
    void onlyAHalfCloseGetsTheAnswer() {
        assertThat(terminal.run(HalfClose::run)).isZero();
        assertThat(terminal.lines())
                .containsExactly(
                        "after its last line the client ...    and its read of the answer gives",
                        "does nothing                          nothing in time: both ends wait in"
                                + " read",
                        "closes its output stream              SocketException: Socket is closed",
                        "shuts its output down                 \"3 lines\"");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void eachOutcomeHasItsOwnException() {
        assertThat(terminal.run(TimeLimits::run)).isZero();
        assertThat(terminal.lines().stream().map(line -> line.replaceAll("\\d+ ms$", "N ms")))
                .containsExactly(
                        "the server ...                  the client sees",
                        "does not listen                 connect: ConnectException, refused, after N"
                                + " ms",
                        "has a full accept queue         connect: SocketTimeoutException, after N"
                                + " ms",
                        "says nothing                    read: SocketTimeoutException, after N ms",
                        "closes                          read: -1 after 0 bytes, after N ms",
                        "resets                          read: SocketException, a reset, after N ms",
                        "sends a byte every 0.1 s        read: -1 after 8 bytes, after N ms");
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void aTricklingServerMeetsNoLimit() {
        terminal.run(TimeLimits::run);

        String trickled = terminal.lastLine().replaceFirst(".*after (\\d+) ms$", "$1");
        assertThat(Integer.parseInt(trickled)).as("ms, with a limit of 300 ms").isGreaterThan(600);
    }
}
