package course.cli.grade;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Every n-th submission, so that several machines share a class.
///
/// @param index from 1
public record Shard(int index, int of) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /// All of them.
    public static final Shard WHOLE = new Shard(1, 1);

    /// Reads `2/4`.
    ///
    /// @throws IllegalArgumentException with a sentence, when it is something else
    public static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            Shard shard =
                    new Shard(
                            Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (shard.index >= 1 && shard.index <= shard.of) {
                return shard;
            }
        }
        throw new IllegalArgumentException(
                "\"" + text + "\" is no shard. Write 1/4 for the first of four.");
    }

    /// The part of a sorted list that belongs to this shard.
    public <T> List<T> of(List<T> all) {
        return IntStream.range(0, all.size())
                .filter(i -> i % of == index - 1)
                .mapToObj(all::get)
                .toList();
    }
}
