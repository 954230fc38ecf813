package lesson04.exercise;

import java.io.ObjectInputFilter;
import java.util.Set;

/// Lets the classes of a list into a stream, and nothing else, and not too much of them.
public final class AllowList implements ObjectInputFilter {

    /// How large a stream may be. Each limit is the highest value that is still allowed.
    ///
    /// @param depth how deep objects may stand in objects; the outermost one has 1
    /// @param references how many objects and back references
    /// @param arrayLength how many elements in one array
    /// @param bytes how many bytes of the stream
    public record Limits(long depth, long references, long arrayLength, long bytes) {}

    private final Set<Class<?>> classes;
    private final Limits limits;

    /// A filter for these classes. Later changes of the set do not change the filter.
    public AllowList(Set<Class<?>> classes, Limits limits) {
        this.classes = Set.copyOf(classes);
        this.limits = limits;
    }

    /// Judges what comes next: first the numbers, then the class. An array is judged by what it
    /// holds.
    @Override
    public Status checkInput(FilterInfo info) {
        if (isTooMuch(info)) {
            return Status.REJECTED;
        }
        if (info.serialClass() == null) {
            return Status.UNDECIDED;
        }
        Class<?> held = info.serialClass();
        boolean isArray = held.isArray();
        while (held.isArray()) {
            held = held.componentType();
        }
        boolean known = classes.contains(held) || (isArray && held.isPrimitive());
        return known ? Status.ALLOWED : Status.REJECTED;
    }

    private boolean isTooMuch(FilterInfo info) {
        return info.depth() > limits.depth()
                || info.references() > limits.references()
                || info.arrayLength() > limits.arrayLength()
                || info.streamBytes() > limits.bytes();
    }
}
