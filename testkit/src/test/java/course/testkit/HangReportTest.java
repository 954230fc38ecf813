package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import lesson99.Waits;
import org.junit.jupiter.api.Test;

class HangReportTest {

    @Test
    void saysThatNobodyConnects() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().name("acceptor").start(() -> Waits.inAccept(listener));

            awaitReport(
                    "thread \"acceptor\" at Waits.java:",
                    "waits in accept: no client has connected");
        }
    }

    @Test
    void saysThatAVirtualThreadWaitsForBytes() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket();
                Socket _ = connected(client, listener)) {
            Thread.ofVirtual().name("reader").start(() -> Waits.inRead(client));

            awaitReport(
                    "thread \"reader\" at Waits.java:",
                    "the peer has sent nothing more and has not closed");
        }
    }

    @Test
    void saysThatThePeerDoesNotRead() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket();
                Socket _ = connected(client, listener)) {
            Thread.ofPlatform().daemon().name("writer").start(() -> Waits.inWrite(client));

            awaitReport(
                    "thread \"writer\" at Waits.java:",
                    "the peer does not read, and the buffers are full");
        }
    }

    @Test
    void saysThatALoopRuns() {
        CountDownLatch stop = new CountDownLatch(1);
        Thread.ofPlatform().daemon().name("spinner").start(() -> Waits.inALoop(stop));

        awaitReport("thread \"spinner\" at Waits.java:", "a loop that does not end?");

        stop.countDown();
    }

    @Test
    void saysThatALockIsHeld() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch stop = new CountDownLatch(1);
        Object lock = new Object();
        Thread.ofPlatform().daemon().name("holder").start(() -> Waits.withLock(lock, held, stop));
        held.await();
        Thread.ofPlatform().daemon().name("blocked").start(() -> Waits.withLock(lock, held, stop));

        awaitReport(
                "thread \"blocked\" at Waits.java:", "waits for a lock that another thread holds");

        stop.countDown();
    }

    @Test
    void leavesOutTheThreadThatAsks() {
        assertThat(HangReport.ofThisMoment().toString())
                .doesNotContain("\"" + Thread.currentThread().getName() + "\"");
    }

    private static Socket connected(Socket client, ServerSocket listener) throws IOException {
        client.connect(
                new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 2000);
        return listener.accept();
    }

    private static void awaitReport(String thread, String wait) {
        await().untilAsserted(() ->
                assertThat(HangReport.ofThisMoment().toString().lines())
                        .anyMatch(line -> line.contains(thread) && line.contains(wait)));
    }
}
