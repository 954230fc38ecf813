package lesson04.exercise;

import java.io.ObjectInputFilter;
import java.util.Set;

/// **Exercise 4.3: Filter what you deserialize.** About 25 minutes.
///
/// An [ObjectInputStream][java.io.ObjectInputStream] asks its filter again and again while it reads
/// a stream, and always *before* it makes the next object:
///
/// | what comes next | `serialClass()` | `arrayLength()` |
/// |---|---|---|
/// | an object | its class | -1 |
/// | and for each superclass that is `Serializable` | that class | -1 |
/// | an array of three texts | `String[].class` | -1, then 3 |
/// | room that a collection reserves | for example `Object[].class` | how much |
/// | a proxy | each of its interfaces, then its own class | -1 |
/// | something that was in the stream before | `null` | -1 |
/// | a text | not asked at all | |
///
/// The filter answers `ALLOWED`, `REJECTED` or `UNDECIDED`. After `REJECTED` the stream throws an
/// [InvalidClassException][java.io.InvalidClassException] and makes nothing. **After `UNDECIDED` it
/// goes on**, as after `ALLOWED`: the word says only that another filter may be asked too. So
/// `UNDECIDED` is no answer to a class that you do not know.
public final class AllowList implements ObjectInputFilter {

    /// How large a stream may be. Each limit is the highest value that is still allowed.
    ///
    /// @param depth how deep objects may stand in objects; the outermost one has 1
    /// @param references how many objects and back references
    /// @param arrayLength how many elements in one array
    /// @param bytes how many bytes of the stream
    public record Limits(long depth, long references, long arrayLength, long bytes) {}

    /// A filter for these classes. Later changes of the set do not change the filter.
    public AllowList(Set<Class<?>> classes, Limits limits) {
        throw new UnsupportedOperationException(
                "Keep a copy of the classes, and the limits, then write checkInput.");
    }

    /// Judges what comes next.
    ///
    /// 1. A value above its limit: `REJECTED`, whatever the class is, and also when there is none.
    /// 2. No class: `UNDECIDED`. There is only a number, and that was judged in step 1.
    /// 3. An array is judged by what it holds: of `String[][]` that is `String`. An array of `int`
    ///    or another primitive type is `ALLOWED`: its elements cannot run any code. See
    ///    [Class#componentType].
    /// 4. A class of the list: `ALLOWED`. Exactly these: a subclass is another class, and its
    ///    `readObject` is other code.
    /// 5. All else: `REJECTED`.
    @Override
    public Status checkInput(FilterInfo info) {
        throw new UnsupportedOperationException(
                "First compare the four numbers of info with the limits.");
    }
}
