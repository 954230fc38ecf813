package lesson07.exercise;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/// A key without a selector: it notes which interest sets it was given.
final class ScriptedKey extends SelectionKey {

    private final List<Integer> history = new ArrayList<>();
    private int interest = OP_READ;
    private boolean valid = true;

    /// Every interest set that was set, in order.
    List<Integer> history() {
        return history;
    }

    static String inWords(int ops) {
        return switch (ops) {
            case 0 -> "nothing";
            case OP_READ -> "OP_READ";
            case OP_WRITE -> "OP_WRITE";
            case OP_READ | OP_WRITE -> "OP_READ and OP_WRITE";
            default -> Integer.toString(ops);
        };
    }

    @Override
    public int interestOps() {
        checkValid();
        return interest;
    }

    @Override
    public SelectionKey interestOps(int ops) {
        checkValid();
        interest = ops;
        history.add(ops);
        return this;
    }

    /// All that it is interested in: the tests call `ready` only when there is a reason.
    @Override
    public int readyOps() {
        checkValid();
        return interest;
    }

    @Override
    public SelectableChannel channel() {
        throw new IllegalStateException("use the channel that the constructor was given");
    }

    @Override
    public Selector selector() {
        throw new IllegalStateException("the selector is the loop's");
    }

    @Override
    public boolean isValid() {
        return valid;
    }

    @Override
    public void cancel() {
        valid = false;
    }

    private void checkValid() {
        if (!valid) {
            throw new CancelledKeyException();
        }
    }
}
