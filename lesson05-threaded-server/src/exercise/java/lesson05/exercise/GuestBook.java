package lesson05.exercise;

import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/// **Exercise 5.1: Count visitors without losing one.** About 15 minutes.
///
/// The guest book of a server. Many threads use the same guest book at the same time: every client
/// has a thread of its own, which calls [#enter] when the client comes and [#leave] when it goes.
///
/// The three numbers are not fields of this class. They stand in cells, because others look at them
/// too. Each method of a [Cell] is safe by itself. Two calls, one after the other, are two steps,
/// and another thread can come in between.
///
/// There are two ways, and both are good. One: a lock of your own (`synchronized` or
/// `ReentrantLock`) around all that belongs together. Two: the steps of a cell that read and write
/// at once.
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

    /// A guest book that goes on from the numbers in the cells.
    ///
    /// @param visitors how many have come until now
    /// @param present how many are here now
    /// @param most how many have been here at the same time at most
    /// @param lines gets one line for each visitor; may be called by several threads at once. It
    ///   may throw; then [#enter] throws it too, and the guest book goes on working for all others.
    public GuestBook(Cell visitors, Cell present, Cell most, Consumer<String> lines) {
        throw new UnsupportedOperationException("Keep the three cells and the lines in fields.");
    }

    /// A visitor comes. All three cells say so, and `lines` gets `Visitor 3 from 127.0.0.1:50001`.
    ///
    /// @return the visitor's number: one more than the visitor before, no number twice, no gap
    public int enter(String address) {
        throw new UnsupportedOperationException("Count the visitor and give it its number.");
    }

    /// A visitor goes. Is called once for each visitor that has come.
    public void leave() {
        throw new UnsupportedOperationException("One fewer is present.");
    }
}
