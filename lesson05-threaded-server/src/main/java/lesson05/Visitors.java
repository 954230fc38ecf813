package lesson05;

import java.io.PrintStream;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the visitors of a server and prints a line for each who comes and each who leaves. May be
/// used by several threads.
public final class Visitors {

    private final PrintStream out;
    private final CountDownLatch expected;
    private final AtomicInteger count = new AtomicInteger();

    /// @param expected after how many visitors [#awaitAllGone] returns
    public Visitors(PrintStream out, int expected) {
        this.out = out;
        this.expected = new CountDownLatch(expected);
    }

    /// Counts one more. Returns its number.
    int comes(SocketAddress from) {
        int number = count.incrementAndGet();
        out.println("Visitor " + number + " from " + Endpoint.of(from));
        return number;
    }

    /// Says how a visitor's stay has ended, half a sentence.
    void leaves(int number, String how) {
        out.println("Visitor " + number + " " + how);
    }

    /// The visitor's connection is closed.
    void gone() {
        expected.countDown();
    }

    /// Something that concerns no single visitor.
    void note(String line) {
        out.println(line);
    }

    /// How many have come.
    public int count() {
        return count.get();
    }

    /// Blocks until the expected number of visitors has come and gone.
    void awaitAllGone() throws InterruptedException {
        expected.await();
    }
}
