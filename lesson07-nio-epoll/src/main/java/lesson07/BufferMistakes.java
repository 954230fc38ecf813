package lesson07;

import java.io.PrintStream;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Shows what comes out of a [ByteBuffer] when `flip` or `compact` is forgotten, or replaced by a
/// neighbour. Each time the bytes `61 62 63 64` come in two reads, and the program takes two bytes
/// after each.
public final class BufferMistakes {

    private static final int CAPACITY = 6;
    private static final String[] READS = {"616263", "64"};
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: BufferMistakes
                    Takes 61 62 63 64 out of a ByteBuffer, rightly and with five mistakes.
                    Example: ./course run lesson07 BufferMistakes
                    """,
                    0);

    /// A method that is to make the buffer ready.
    private interface Turn {
        void turn(ByteBuffer buffer);
    }

    private BufferMistakes() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> mistakes(out));
    }

    private static int mistakes(PrintStream out) {
        Turn nothing = _ -> {};
        out.println("reads 61 62 63, then 64; takes two bytes after each read");
        line(out, "flip, compact ", ByteBuffer::flip, ByteBuffer::compact);
        line(out, "no flip       ", nothing, ByteBuffer::compact);
        line(out, "rewind        ", ByteBuffer::rewind, ByteBuffer::compact);
        line(out, "no compact    ", ByteBuffer::flip, nothing);
        line(out, "clear         ", ByteBuffer::flip, ByteBuffer::clear);
        line(out, "flip twice    ", buffer -> buffer.flip().flip(), ByteBuffer::compact);
        return Program.DONE;
    }

    private static void line(PrintStream out, String name, Turn toTake, Turn toFill) {
        out.println("  " + name + "  " + taken(toTake, toFill));
    }

    // region taken
    /// Two reads, and two bytes taken after each. Which methods turn the buffer round between them
    /// is the question.
    private static String taken(Turn toTake, Turn toFill) {
        ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
        StringBuilder taken = new StringBuilder();
        try {
            for (String read : READS) {
                buffer.put(HexFormat.of().parseHex(read));
                toTake.turn(buffer);
                taken.append(hex(buffer.get())).append(' ').append(hex(buffer.get())).append(' ');
                toFill.turn(buffer);
            }
            return taken.toString().strip();
        } catch (BufferUnderflowException _) {
            return taken + "BufferUnderflowException: get, and the position is at the limit";
        } catch (BufferOverflowException _) {
            return taken + "BufferOverflowException: put, and the position is at the limit";
        }
    }

    // endregion

    private static String hex(byte value) {
        return HexFormat.of().toHexDigits(value);
    }
}
