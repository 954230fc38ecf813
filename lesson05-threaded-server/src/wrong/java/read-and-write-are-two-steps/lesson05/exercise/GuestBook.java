package lesson05.exercise;

import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/// The guest book of a server; many threads use it at the same time.
public final class GuestBook {

    /// One number that several threads read and write: four methods of
    /// [java.util.concurrent.atomic.AtomicInteger].
    public interface Cell {

        /// The number now.
        int get();

        /// Writes a number.
        void set(int value);

        /// Writes `value` if the number is `expected`, in one step. False: it was another number,
        /// and nothing has been written.
        boolean compareAndSet(int expected, int value);

        /// Reads, applies `change`, writes and gives the number written, in one step. `change` may
        /// be called more than once, so it only computes.
        int updateAndGet(IntUnaryOperator change);
    }

    private final Cell visitors;
    private final Cell present;
    private final Cell most;
    private final Consumer<String> lines;

    /// A guest book that goes on from the numbers in the cells.
    public GuestBook(Cell visitors, Cell present, Cell most, Consumer<String> lines) {
        this.visitors = visitors;
        this.present = present;
        this.most = most;
        this.lines = lines;
    }

    /// A visitor comes. Returns its number: no number twice, no gap.
    public int enter(String address) {
        int number = visitors.get() + 1;
        visitors.set(number);
        int here = present.get() + 1;
        present.set(here);
        if (here > most.get()) {
            most.set(here);
        }
        lines.accept("Visitor " + number + " from " + address);
        return number;
    }

    /// A visitor goes.
    public void leave() {
        present.set(present.get() - 1);
    }
}
