package lesson02;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// Shows the bytes of a `writeUTF` frame:
///
///     +-------------+-------------+------------ ... ------------+
///     | length of what follows:   | the text in modified UTF-8, |
///     | 2 bytes, high byte first  | 0 to 65,535 bytes           |
///     +-------------+-------------+------------ ... ------------+
///
/// See [java.io.DataInput], "Modified UTF-8".
public final class FrameBytes {

    private static final int LENGTH_BYTES = 2;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: FrameBytes [text...]
                    Prints the frame that writeUTF makes of each text. Default: 你好.
                    The text NUL stands for the character number 0, which no shell can pass on.
                    Example: ./course run lesson02 FrameBytes 你好
                    """,
                    Integer.MAX_VALUE);

    private FrameBytes() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 text too long.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> printAll(arguments.texts(0, "你好"), out));
    }

    private static int printAll(List<String> texts, PrintStream out) throws Failure, IOException {
        for (String text : texts) {
            print(text.equals("NUL") ? "\0" : text, out);
        }
        return Program.DONE;
    }

    private static void print(String text, PrintStream out) throws Failure, IOException {
        byte[] frame = frame(text);
        out.println("\"" + SafeText.of(text) + "\" is a frame of " + frame.length + " bytes");
        out.println("offset  bytes     meaning");
        String length = "length " + (frame.length - LENGTH_BYTES) + " (bytes that follow)";
        row(out, frame, 0, LENGTH_BYTES, length);
        int offset = LENGTH_BYTES;
        for (int i = 0; i < text.length(); i++) {
            int count = bytesOf(frame[offset]);
            row(out, frame, offset, count, meaning(text.charAt(i)));
            offset += count;
        }
    }

    /// What `writeUTF` puts on the wire.
    static byte[] frame(String text) throws Failure, IOException {
        long bytes = OneWayClient.utfLength(text);
        if (bytes > OneWayClient.LONGEST_FRAME) {
            String line = "The text has %d bytes, and one frame carries at most %d.";
            throw Failure.usage(line.formatted(bytes, OneWayClient.LONGEST_FRAME));
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new DataOutputStream(frame).writeUTF(text);
        return frame.toByteArray();
    }

    /// The first byte of a character tells how many bytes it has: 0xxxxxxx one, 110xxxxx two,
    /// 1110xxxx three.
    private static int bytesOf(byte first) {
        return (first & 0x80) == 0 ? 1 : (first & 0x20) == 0 ? 2 : 3;
    }

    private static String meaning(char unit) {
        String number = String.format("U+%04X", (int) unit);
        if (Character.isHighSurrogate(unit)) {
            return number + "  first half of a pair";
        }
        if (Character.isLowSurrogate(unit)) {
            return number + "  second half of a pair";
        }
        return number + "  " + SafeText.of(Character.toString(unit));
    }

    private static void row(PrintStream out, byte[] frame, int offset, int count, String meaning) {
        byte[] bytes = Arrays.copyOfRange(frame, offset, offset + count);
        out.println(String.format("%6d  %-8s  %s", offset, HEX.formatHex(bytes), meaning));
    }
}
