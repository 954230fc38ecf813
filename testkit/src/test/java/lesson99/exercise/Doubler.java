package lesson99.exercise;

import java.util.List;

/// Stands for what a student writes, in every state it can be in. Only the tests of the testkit use
/// it.
public final class Doubler {

    private Doubler() {}

    public static int stub() {
        throw new UnsupportedOperationException("Return twice the number.");
    }

    public static int right(int number) {
        return 2 * number;
    }

    public static int wrong(int number) {
        return number;
    }

    /// Not a stub, though the exception is the same: the list refuses.
    public static int brokenByLibrary() {
        List.of(1).add(2);
        return 2;
    }

    public static int breaks() {
        return Integer.parseInt("two");
    }

    public static void neverEnds() throws InterruptedException {
        synchronized (Doubler.class) {
            Doubler.class.wait();
        }
    }
}
