package lesson04;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Shows the bytes of one login in three forms: as an object stream, as a record of two `writeUTF`
/// frames, and as a line of text.
///
/// See the Java Object Serialization Specification, 6.4.2, and [java.io.DataOutput].
public final class LoginBytes {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: LoginBytes [account] [password]
                    Prints one login in three forms. Defaults: 小明 secret.
                    What you give is shown: do not give it a password that you use.
                    Example: ./course run lesson04 LoginBytes 小明 secret
                    """,
                    2);

    private LoginBytes() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    String name = arguments.text(0, "account", "小明");
                    String password = arguments.text(1, "password", "secret");
                    return show(Prompt.user(name, password), out);
                });
    }

    private static int show(User user, PrintStream out) throws IOException {
        byte[] object = objectStream(user);
        out.println("As an object stream, " + object.length + " bytes:");
        new ByteTable(object, out).objectStream();
        byte[] record = record(user);
        out.println("As a record, " + record.length + " bytes:");
        new ByteTable(record, out).record();
        byte[] line = line(user);
        out.println("As a line of text, " + line.length + " bytes:");
        new ByteTable(line, out).line();
        return Program.DONE;
    }

    static byte[] objectStream(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    static byte[] record(User user) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(user.name());
            out.writeUTF(user.password());
        }
        return bytes.toByteArray();
    }

    static byte[] line(User user) {
        String line = "login " + user.name() + " " + user.password() + "\n";
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
