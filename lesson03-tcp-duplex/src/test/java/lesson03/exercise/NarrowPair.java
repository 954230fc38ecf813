package lesson03.exercise;

import course.testkit.Trace.Action;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Both ends of a connection on loopback, with small buffers of a fixed size: a megabyte that
/// nobody reads does not fit into them on any system.
final class NarrowPair implements AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int PATIENCE_SECONDS = 10;

    /// The end that the student's code is given.
    final Socket mine;

    /// The end of the test's peer.
    final Socket peer;

    private FutureTask<Void> peerTask;

    NarrowPair() throws IOException {
        try (ServerSocket listener = new ServerSocket()) {
            listener.setReceiveBufferSize(BUFFER); // before bind: accepted sockets inherit it
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            mine = new Socket();
            mine.setReceiveBufferSize(BUFFER);
            mine.setSendBufferSize(BUFFER);
            mine.connect(listener.getLocalSocketAddress(), 2_000);
            peer = listener.accept();
            peer.setSendBufferSize(BUFFER);
        }
    }

    /// Starts what the other end does. What it throws is kept for [#awaitPeer].
    void peerDoes(Action action) {
        peerTask =
                new FutureTask<>(() -> {
                    action.run();
                    return null;
                });
        Thread.ofVirtual().name("the other end").start(peerTask);
    }

    /// Waits for the end of [#peerDoes], and throws what it threw.
    void awaitPeer() throws Exception {
        peerTask.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /// Makes the peer's end send RST instead of FIN.
    void resetByPeer() throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    @Override
    public void close() throws IOException {
        try (mine;
                peer) {
            // closed in reverse order, the second even when the first throws
        }
    }
}
