package lesson03;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/// A server of the tests: it reads one request up to its empty line, answers with the same bytes
/// whatever was asked, and closes, or keeps silent until it is closed itself.
final class CannedServer implements AutoCloseable {

    private final ServerSocket listener;
    private final CompletableFuture<String> request = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    private CannedServer(byte[] answer, boolean closes, int most) throws IOException {
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("canned-server").start(() -> serve(answer, closes, most));
    }

    static CannedServer answering(byte[] answer) throws IOException {
        return new CannedServer(answer, true, Integer.MAX_VALUE);
    }

    static CannedServer answering(String answer) throws IOException {
        return answering(answer.getBytes(StandardCharsets.UTF_8));
    }

    /// One byte per write.
    static CannedServer trickling(byte[] answer) throws IOException {
        return new CannedServer(answer, true, 1);
    }

    /// Does not close after its answer.
    static CannedServer silentAfter(String answer) throws IOException {
        return new CannedServer(answer.getBytes(StandardCharsets.UTF_8), false, Integer.MAX_VALUE);
    }

    String port() {
        return Integer.toString(listener.getLocalPort());
    }

    /// What the client has asked; waits for it.
    String request() {
        return request.join();
    }

    private void serve(byte[] answer, boolean closes, int most) {
        try (Socket client = listener.accept()) {
            client.setTcpNoDelay(true);
            request.complete(head(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            for (int sent = 0; sent < answer.length; ) {
                int count = Math.min(most, answer.length - sent);
                out.write(answer, sent, count);
                sent += count;
            }
            if (!closes) {
                closed.await();
            }
        } catch (IOException | InterruptedException e) {
            request.completeExceptionally(e);
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client left after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
