package lesson03;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Shows what becomes of the bytes of a text when a program reads them in another encoding than the
/// one in which they were written, or before all of them are there.
public final class Charsets {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Charsets [text]
                    Writes a text as UTF-8 and reads the bytes in several ways.
                    Default: 你好
                    Example: ./course run lesson03 Charsets 你好
                    """,
                    1);

    private Charsets() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> show(arguments.text(0, "text", "你好"), out));
    }

    private static int show(String text, PrintStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int cut = Math.max(0, bytes.length - 2);
        Charset byDefault = Charset.defaultCharset(); // what new String(bytes) uses
        out.println("bytes                " + HexFormat.ofDelimiter(" ").formatHex(bytes));
        print("read as UTF-8", new String(bytes, StandardCharsets.UTF_8), out);
        print("read as GBK", new String(bytes, Charset.forName("GBK")), out);
        print("read as ISO-8859-1", new String(bytes, StandardCharsets.ISO_8859_1), out);
        print("UTF-8, 2 bytes late", new String(bytes, 0, cut, StandardCharsets.UTF_8), out);
        print("new String(bytes)", new String(bytes, byDefault) + "  (" + byDefault + ")", out);
        return Program.DONE;
    }

    private static void print(String how, String text, PrintStream out) {
        out.println(String.format("%-19s  %s", how, SafeText.of(text)));
    }
}
