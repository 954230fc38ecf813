package lesson07;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Shows a [ByteBuffer] after each step, while frames are cut out of it that do not come whole. A
/// frame is two length bytes, the higher one first, and so many bytes of text.
public final class BufferSteps {

    private static final int CAPACITY = 10;
    private static final int LENGTH_BYTES = 2;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: BufferSteps
                    Cuts frames out of a ByteBuffer, and draws the buffer after each step.
                    Example: ./course run lesson07 BufferSteps
                    """,
                    0);

    private BufferSteps() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> steps(out));
    }

    private static int steps(PrintStream out) {
        ByteBuffer buffer = ByteBuffer.allocate(CAPACITY);
        draw(out, "allocate(10): all of it is free, to be filled", buffer);
        for (String bytes : new String[] {"00026162000363", "6465"}) {
            buffer.put(HexFormat.of().parseHex(bytes));
            draw(
                    out,
                    "a read brings " + bytes.length() / 2 + " bytes, put from the position on",
                    buffer);
            takeFrames(buffer, out);
        }
        return Program.DONE;
    }

    // region frames
    /// Takes what is complete. The buffer comes and goes ready to be filled.
    private static void takeFrames(ByteBuffer buffer, PrintStream out) {
        buffer.flip();
        draw(out, "flip: what came lies between position and limit, to be taken out", buffer);
        while (isFrameComplete(buffer)) {
            byte[] text = new byte[Short.toUnsignedInt(buffer.getShort())];
            buffer.get(text);
            String frame = new String(text, StandardCharsets.UTF_8);
            draw(out, "getShort and get: the frame \"" + SafeText.of(frame) + "\"", buffer);
        }
        buffer.compact();
        draw(out, "compact: what is left moves to the front, to be filled behind it", buffer);
    }

    /// Only looks: `getShort` with an index leaves the position where it is.
    private static boolean isFrameComplete(ByteBuffer buffer) {
        return buffer.remaining() >= LENGTH_BYTES
                && buffer.remaining() - LENGTH_BYTES
                        >= Short.toUnsignedInt(buffer.getShort(buffer.position()));
    }

    // endregion

    private static void draw(PrintStream out, String step, ByteBuffer buffer) {
        out.println(step);
        out.println(BufferPicture.of(buffer));
    }
}
