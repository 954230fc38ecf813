package lesson01.exercise;

/// **Exercise 1.2: Parse a dotted quad.** About 15 minutes.
///
/// `192.168.10.17` is a text of 13 characters. In a packet the same address is 32 bits. Make the
/// bits of the text, and refuse every text that is not exactly four numbers with points between.
///
/// A program that takes too much is dangerous. `010.0.0.1` is 10.0.0.1 to one program and 8.0.0.1
/// to another, which reads 010 as an octal number. A firewall and a server that do not agree on an
/// address leave a hole.
///
/// Do it by hand, without the package `java.net`. Two traps: `Integer.parseInt` takes `+1` and the
/// digits of every script, for example `１２７`; `split` drops empty parts at the end.
public final class DottedQuad {

    private DottedQuad() {}

    /// The 32 bits of a dotted quad, the first part in the highest eight bits: `1.2.3.4` is
    /// `0x01020304`. From `128.0.0.0` on the `int` is negative, because its highest bit is set.
    ///
    /// A dotted quad is four parts with a point between two of them, and nothing else:
    ///
    /// - each part has one to three of the ten digits `0` to `9`;
    /// - no part has a zero in front: `0` is a part, `00` and `01` are not;
    /// - each part is a number from 0 to 255.
    ///
    /// @throws IllegalArgumentException for any other text. Its message tells the user what is
    ///   wrong. When there are not four parts, the message names their number. Otherwise it names
    ///   the first wrong part, in double quotes: `part "256" is ...`
    public static int parse(String text) {
        throw new UnsupportedOperationException(
                "Cut the text at its points, and count the parts, empty ones included.");
    }
}
