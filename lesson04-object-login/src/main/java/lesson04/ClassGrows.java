package lesson04;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Shows what becomes of an object whose stream was written by another version of its class. The
/// streams are made here, by changing single bytes of an honest one.
///
/// See the Java Object Serialization Specification, chapter 5 (versioning).
public final class ClassGrows {

    private static final HexFormat HEX = HexFormat.of();
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ClassGrows
                    Reads one object from streams of several versions of its class.
                    Example: ./course run lesson04 ClassGrows
                    """,
                    0);

    /// Version 2. Version 1 had no `colour`.
    private static final class Note implements Serializable {

        // region note
        @Serial private static final long serialVersionUID = 0x11223344L;

        private final String text;
        private final int stars;
        private String colour = "white";
        private transient String draft = "not to be seen by others";

        // endregion

        Note(String text, int stars) {
            if (stars < 0) {
                throw new IllegalArgumentException("stars are not negative");
            }
            this.text = text;
            this.stars = stars;
        }

        String inWords() {
            return text + ", stars " + stars + ", colour " + colour + ", draft " + draft;
        }
    }

    private ClassGrows() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException {
        Note note = new Note("你好", 5);
        String stream = written(note);
        out.println("in the program      " + note.inWords());
        out.println("from a stream       " + read(stream));
        out.println("no colour there     " + read(withName(stream, "colour", "margin")));
        out.println("stars -1 there      " + read(stream.replace("787000000005", "7870ffffffff")));
        out.println("another number      " + read(stream.replace("11223344", "11223345")));
        return Program.DONE;
    }

    /// A field that the class does not have is skipped, and its own field finds nothing: so a
    /// changed name stands for a field that was not there yet.
    private static String withName(String stream, String name, String other) {
        return stream.replace(hex(name), hex(other));
    }

    private static String hex(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String written(Note note) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(note);
        }
        return HEX.formatHex(bytes.toByteArray());
    }

    private static String read(String stream) {
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(HEX.parseHex(stream)))) {
            return ((Note) in.readObject()).inWords();
        } catch (IOException | ClassNotFoundException e) {
            return e.getClass().getSimpleName() + ": " + SafeText.of(e.getMessage());
        }
    }
}
