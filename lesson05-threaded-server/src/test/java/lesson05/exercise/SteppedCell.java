package lesson05.exercise;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/// A cell whose every use is a step in a [LockStep]. Of several writes in one round the highest
/// number is written first, and the lowest stays: who comes goes before who leaves, whichever
/// thread got there first.
final class SteppedCell implements GuestBook.Cell {

    private final AtomicInteger value;
    private final AtomicInteger highest;
    private final LockStep steps;

    SteppedCell(LockStep steps, int value) {
        this.steps = steps;
        this.value = new AtomicInteger(value);
        this.highest = new AtomicInteger(value);
    }

    /// The highest number that was ever in the cell.
    int highest() {
        return highest.get();
    }

    @Override
    public int get() {
        return steps.step(Integer.MIN_VALUE, value::get);
    }

    @Override
    public void set(int written) {
        steps.step(
                -written,
                () -> {
                    value.set(written);
                    return seen(written);
                });
    }

    @Override
    public boolean compareAndSet(int expected, int written) {
        return steps.step(
                        -written,
                        () -> {
                            boolean done = value.compareAndSet(expected, written);
                            if (done) {
                                seen(written);
                            }
                            return done ? 1 : 0;
                        })
                == 1;
    }

    @Override
    public int updateAndGet(IntUnaryOperator change) {
        int likely = change.applyAsInt(value.get());
        return steps.step(-likely, () -> seen(value.updateAndGet(change)));
    }

    private int seen(int written) {
        highest.accumulateAndGet(written, Math::max);
        return written;
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
