package lesson04;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows for what an object stream asks its filter, and for what it does not.
///
/// See JEP 290 and [ObjectInputFilter.FilterInfo].
public final class FilterCalls {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: FilterCalls
                    Reads some objects from streams; prints each question to the filter.
                    Example: ./course run lesson04 FilterCalls
                    """,
                    0);

    private FilterCalls() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException {
        User user = new User("小明", "secret");
        Map<String, Object> objects = new LinkedHashMap<>();
        objects.put("a user", user);
        objects.put("a list of that user, twice", new ArrayList<>(Arrays.asList(user, user)));
        objects.put("a set of two numbers", new HashSet<>(List.of(1, 2)));
        objects.put("an array of three texts", new String[] {"a", "b", "c"});
        objects.put("a text of 60,000 letters", "x".repeat(60_000));
        for (Map.Entry<String, Object> entry : objects.entrySet()) {
            out.println(entry.getKey());
            read(entry.getValue(), out);
        }
        return Program.DONE;
    }

    private static void read(Object object, PrintStream out) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(object);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.setObjectInputFilter(info -> printed(info, out));
            in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IOException("a class of the JDK or of this lesson is missing", e);
        }
    }

    /// A filter that lets everything pass: for streams that this program has written itself.
    private static ObjectInputFilter.Status printed(
            ObjectInputFilter.FilterInfo info, PrintStream out) {
        String type = info.serialClass() == null ? "(no class)" : info.serialClass().getTypeName();
        String array = info.arrayLength() < 0 ? "" : ", room for " + info.arrayLength();
        out.println(
                "  %-23s depth %d, references %d%s"
                        .formatted(type, info.depth(), info.references(), array));
        return ObjectInputFilter.Status.UNDECIDED;
    }
}
