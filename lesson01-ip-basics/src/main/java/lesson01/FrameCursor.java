package lesson01;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.HexFormat;

/// Goes through the bytes of a frame from front to back. Takes a field, then prints its bytes and
/// what they mean. Numbers are unsigned, the high byte first.
final class FrameCursor {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int BYTES_IN_A_ROW = 8;

    private final byte[] frame;
    private final PrintStream out;
    private int start;
    private int position;
    private int limit;
    private String header = "frame";

    FrameCursor(byte[] frame, PrintStream out) {
        this.frame = frame.clone();
        this.out = out;
        limit = frame.length;
    }

    /// Begins a header: prints its name.
    void header(String name, String layer) {
        header = name;
        out.println();
        out.println(name + " · " + layer);
    }

    /// The bytes of the next field.
    ///
    /// @throws Failure if the frame, or the packet in it, ends before
    byte[] take(int count) throws Failure {
        if (count > limit - position) {
            String line = "The frame ends inside the %s: byte %d is missing.";
            throw Failure.usage(line.formatted(header, limit));
        }
        start = position;
        position += count;
        return Arrays.copyOfRange(frame, start, position);
    }

    /// The next field as a number.
    ///
    /// @param count 1 to 4 bytes
    long number(int count) throws Failure {
        long number = 0;
        for (byte b : take(count)) {
            number = number << 8 | (b & 0xff);
        }
        return number;
    }

    /// Prints the field that was taken last. Long fields take several rows.
    void means(String text) {
        for (int from = start; from < position; from += BYTES_IN_A_ROW) {
            String bytes = HEX.formatHex(frame, from, Math.min(from + BYTES_IN_A_ROW, position));
            out.println(
                    "%5d  %-23s  %s"
                            .formatted(from, bytes, from == start ? text : "")
                            .stripTrailing());
        }
    }

    /// Prints a line that is about the frame, not about bytes of it.
    void note(String text) {
        out.println(text);
    }

    /// The offset of the next byte.
    int position() {
        return position;
    }

    /// How many bytes are left in the frame, or in the packet that [#endAt] has bounded.
    int remaining() {
        return limit - position;
    }

    /// Lets everything from now on end at this offset: a packet knows its own length.
    void endAt(int offset) {
        limit = offset;
    }

    /// Gives back what [#endAt] has cut off: padding of a short frame.
    void endAtFrame() {
        limit = frame.length;
    }

    /// Bytes of the frame, wherever the cursor stands.
    byte[] bytes(int from, int to) {
        return Arrays.copyOfRange(frame, from, to);
    }
}
