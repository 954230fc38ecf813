package lesson06.exercise.outside;

import course.testkit.Exercise;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.util.Arrays;
import lesson06.exercise.WholeDatagram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A process of its own receives 500 bytes at most, and tells the test what came. Lengths and bytes
/// are drawn by the test.
@Exercise(number = "6.3", title = "Whole or cut off", points = 10, of = WholeDatagram.class)
class WholeDatagramOutsideTest {

    private static final int MOST = WholeDatagramMain.MOST;
    private static final int ROUNDS = 5;

    private final Trace trace =
            new Trace().byHand("printf '123456' | nc -u -w1 127.0.0.1 8888   (6 bytes)");

    @RegisterExtension final SecondProcess second = new SecondProcess(trace);

    @Test
    void whatFitsIsWhole() throws Exception {
        run((test, port) -> {
            check("one that fits", 1 + second.number(MOST - 1), test, port);
            check("one of 0 bytes", 0, test, port);
        });
    }

    @Test
    void whatJustFitsIsWhole() throws Exception {
        run((test, port) -> check("one that just fits", MOST, test, port));
    }

    @Test
    void whatDoesNotFitIsCutOff() throws Exception {
        run((test, port) -> {
            check("one that does not fit", MOST + 2 + second.number(5_000), test, port);
            check("one with one byte too many", MOST + 1, test, port);
        });
    }

    @Test
    void afterACutOffDatagramTheNextOneIsWhole() throws Exception {
        run((test, port) -> {
            test.send(port, second.bytes(MOST + 2 + second.number(5_000)));
            trace.ok("one that does not fit");
            test.bytes();
            check("then one that fits", 1 + second.number(MOST - 1), test, port);
        });
    }

    /// What is done several times in one test.
    @FunctionalInterface
    private interface Round {
        void with(Datagrams test, int port) throws IOException;
    }

    private void run(Round round) throws Exception {
        try (Datagrams test = new Datagrams(second)) {
            int port = second.serve(WholeDatagramMain.class, test.port());
            for (int i = 0; i < ROUNDS; i++) {
                round.with(test, port);
            }
        }
    }

    private void check(String which, int length, Datagrams test, int port) throws IOException {
        byte[] sent = second.bytes(length);
        test.send(port, sent);
        byte[] told = test.bytes();
        trace.check(
                which + ": its bytes are returned",
                told.length > 0
                        && Arrays.equals(
                                Arrays.copyOf(sent, Math.min(MOST, length)),
                                Arrays.copyOfRange(told, 1, told.length)),
                "Return the bytes that have come, "
                        + MOST
                        + " at most, and not what stands behind them in the buffer.");
        trace.equal(
                "whether it is whole",
                length <= MOST,
                told[0] == 1,
                "A length that fills the buffer may mean \"just fitted\", and it may mean \"cut"
                        + " off\": look one byte further.");
    }
}
