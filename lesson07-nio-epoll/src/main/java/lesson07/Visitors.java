package lesson07;

import java.io.PrintStream;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts the visitors of a server, and prints a line for each of the first [#NAMED] who comes and
/// who leaves. (Ten thousand lines would cost more than ten thousand echoes.) May be used by
/// several threads.
public final class Visitors {

    /// How many visitors are named.
    public static final int NAMED = 100;

    private final PrintStream out;
    private final CountDownLatch expected;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger present = new AtomicInteger();

    /// @param expected after how many visitors [#awaitAllGone] returns
    public Visitors(PrintStream out, int expected) {
        this.out = out;
        this.expected = new CountDownLatch(expected);
    }

    /// Counts one more.
    Visit comes(SocketAddress from) {
        int number = count.incrementAndGet();
        present.incrementAndGet();
        if (number <= NAMED) {
            out.println("Visitor " + number + " from " + Endpoint.of(from));
        }
        return new Visit(this, number);
    }

    /// Something unusual.
    void note(String line) {
        out.println(line);
    }

    void gone() {
        present.decrementAndGet();
        expected.countDown();
    }

    /// How many have come.
    public int count() {
        return count.get();
    }

    /// How many are there now.
    public int present() {
        return present.get();
    }

    /// Blocks until the expected number of visitors has come and gone.
    void awaitAllGone() throws InterruptedException {
        expected.await();
    }
}
