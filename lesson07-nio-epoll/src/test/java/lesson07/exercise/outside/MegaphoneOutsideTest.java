package lesson07.exercise.outside;

import course.testkit.Exercise;
import course.testkit.OutsideClient;
import course.testkit.SecondProcess;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import lesson07.exercise.Megaphone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Megaphones in a process of its own, with a heap of 64 MB.
@Exercise(
        number = "7.3",
        title = "Partial writes and back-pressure",
        points = 20,
        of = Megaphone.class)
class MegaphoneOutsideTest {

    private static final int TIMES = 100;

    /// Its answers are more than the kernel keeps for a connection.
    private static final int MANY = 60_000;

    private static final int FLOOD = 16_000_000;
    private static final int QUIET_ROUNDS = 20;

    private final Trace trace = new Trace().byHand("printf ab | nc -N localhost 8888 | wc -c");

    @RegisterExtension final SecondProcess server = new SecondProcess(trace);

    @Test
    void everyByteComesBackAHundredTimes() throws Exception {
        server.serve(MegaphoneMain.class);

        checkAnswer(server.connect(), server.bytes(2));
        checkAnswer(server.connect(), server.bytes(300));
    }

    @Test
    void whoSendsAllAndThenReadsGetsAll() throws Exception {
        server.serve(MegaphoneMain.class);
        OutsideClient client = server.connect();
        byte[] request = server.bytes(MANY);

        trace.run(
                "it sends " + MANY + " bytes before it reads, and ends its stream",
                () -> {
                    client.send(request);
                    client.endOutput();
                });

        checkAnswer(server.connect("meanwhile, another client"), server.bytes(2));
        checkRepeated(client, request);
        trace.equal(
                "then its stream ends",
                OutsideClient.END,
                client.next(),
                "The answers that wait are still sent; then close the channel.");
    }

    @Test
    void whoNeverReadsHasToWait() throws Exception {
        int port = server.serve(MegaphoneMain.class);
        OutsideClient other = server.connect();
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (SocketChannel flood = SocketChannel.open(address)) {
            flood.configureBlocking(false);

            int sent = floodUntilBlocked(flood, other);

            trace.check(
                    "a client that sends and sends and never reads has to wait at last",
                    sent < FLOOD,
                    "It could send "
                            + FLOOD / 1_000_000
                            + " MB. While answers wait, read nothing: switch OP_READ off.");
            checkAnswer(other, server.bytes(2));
        }
    }

    /// Between two writes that find no room, another client is served: time for the server to read.
    private int floodUntilBlocked(SocketChannel flood, OutsideClient other) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100_000);
        int sent = 0;
        int quiet = 0;
        while (sent < FLOOD && quiet < QUIET_ROUNDS) {
            int count = flood.write(bytes.clear());
            sent += count;
            quiet = count > 0 ? 0 : quiet + 1;
            if (count == 0) {
                checkStillServed(other);
            }
        }
        return sent;
    }

    /// No step, when all is well: how often this is done depends on the machine.
    private void checkStillServed(OutsideClient other) throws IOException {
        byte next = server.bytes(1)[0];
        other.send(next);
        byte[] expected = new byte[TIMES];
        Arrays.fill(expected, next);
        if (!Arrays.equals(expected, other.bytes(TIMES))) {
            trace.check(
                    "while one client does not read, another one is served",
                    false,
                    "It has got no answer. Never wait for a client, and never spin: after a short"
                            + " write, return.");
        }
    }

    private void checkAnswer(OutsideClient client, byte[] request) throws IOException {
        client.send(request);
        checkRepeated(client, request);
    }

    private void checkRepeated(OutsideClient client, byte[] request) throws IOException {
        boolean right = true;
        for (byte next : request) {
            byte[] expected = new byte[TIMES];
            Arrays.fill(expected, next);
            right = right && Arrays.equals(expected, client.bytes(TIMES));
        }
        trace.check(
                "each of " + request.length + " bytes comes back a hundred times, in their order",
                right,
                "Something else came, or not all of it. A write may take fewer bytes than it was"
                        + " given: keep the rest.");
    }
}
