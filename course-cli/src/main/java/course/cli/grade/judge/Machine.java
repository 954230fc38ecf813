package course.cli.grade.judge;

import java.io.IOException;

/// The processors of this machine, as all judges of this process share them. Whether a time limit
/// was missed because of the load is found out with the machine for oneself.
///
/// Who waits for that lets others begin, until nobody is left who could, or many wait: to be alone
/// is cheap for many in a row, and dear for one at a time.
final class Machine {

    /// When so many wait to be alone, nobody else begins until they are done.
    static final int MOST_WAITING = 64;

    private final int jobs;
    private int running;
    private int waiting;
    private boolean taken;
    private boolean quiet;

    /// Work that keeps processors busy.
    @FunctionalInterface
    interface Work<T> {
        /// Does it.
        T done() throws IOException, InterruptedException;
    }

    /// @param jobs how many work side by side
    Machine(int jobs) {
        this.jobs = jobs;
    }

    /// Works beside others. Blocks until there is room.
    <T> T shared(Work<T> work) throws IOException, InterruptedException {
        begin();
        try {
            return work.done();
        } finally {
            end();
        }
    }

    private synchronized void begin() throws InterruptedException {
        while (running == jobs || quiet) {
            wait();
        }
        running++;
    }

    private synchronized void end() {
        running--;
        notifyAll();
    }

    /// Waits until nobody works, and works while the others wait. Not from within [#shared].
    <T> T alone(Work<T> work) throws IOException, InterruptedException {
        beginAlone();
        try {
            return work.done();
        } finally {
            endAlone();
        }
    }

    private synchronized void beginAlone() throws InterruptedException {
        waiting++;
        quiet |= waiting >= MOST_WAITING;
        try {
            while (running > 0 || taken) {
                wait();
            }
            taken = true;
            quiet = true;
        } finally {
            waiting--;
            letOthersBegin();
        }
    }

    private synchronized void endAlone() {
        taken = false;
        letOthersBegin();
    }

    /// Not before all are done that wait to be alone.
    private void letOthersBegin() {
        quiet = taken || (quiet && waiting > 0);
        notifyAll();
    }
}
