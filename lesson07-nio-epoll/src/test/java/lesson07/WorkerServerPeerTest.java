package lesson07;

import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import lesson07.exercise.WorkerServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Acceptor and workers with real `nc` at the other end of the wire, ten at once.
@NeedsPeer
@Exercise(
        number = "7.5",
        title = "An acceptor and its workers",
        points = 15,
        of = WorkerServer.class)
class WorkerServerPeerTest {

    private final Trace trace = new Trace();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private WorkerServer server;

    @AfterEach
    void close() {
        if (server != null) {
            server.close();
        }
    }

    private boolean echo(SocketChannel client) throws IOException {
        threads.add(Thread.currentThread());
        ByteBuffer bytes = ByteBuffer.allocate(1_024);
        int count = client.read(bytes);
        client.write(bytes.flip());
        return count >= 0;
    }

    @Test
    void tenNcAreEchoedByTwoThreads() throws Exception {
        List<Selector> two = List.of(Selector.open(), Selector.open());
        server =
                trace.call(
                        "open a server with 2 workers for other machines",
                        () -> new WorkerServer(new InetSocketAddress(0), two, this::echo));
        int port = trace.call("ask for its address", server::address).getPort();

        String line =
                "for i in {1..10}; do { printf \"你好 $i\\n\"; sleep 0.3; } | nc -N "
                        + Peer.HOST
                        + " "
                        + port
                        + " & done; wait";
        List<String> lines =
                trace.call(line, () -> Peer.get().run(line)).text().lines().sorted().toList();

        trace.equal(
                "what they print",
                IntStream.rangeClosed(1, 10).mapToObj(i -> "你好 " + i).sorted().toList(),
                lines,
                "Each nc gets its own line back.");
        trace.equal("threads that have served", 2, threads.size(), "There are two workers.");
    }
}
