package lesson04;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Asks a person for account and password. A console does not show what is typed as the password;
/// input from a pipe or a file is read line by line.
final class Prompt {

    private static final int LONGEST_LINE = 1_000;

    private Prompt() {}

    /// Blocks until both are typed. The password is not printed.
    ///
    /// @throws Failure if the input ends before, or holds no account
    // Java 25 has no console again (null) where nobody types; and only System.in itself is one.
    @SuppressWarnings({"SystemConsoleNull", "ReferenceEquality"})
    static User ask(InputStream in, PrintStream out) throws Failure, IOException {
        Console console = System.console();
        boolean person = in == System.in && console != null && console.isTerminal();
        return person ? askConsole(console) : askPipe(in, out);
    }

    private static User askConsole(Console console) throws Failure {
        String name = console.readLine("Account: ");
        char[] password = name == null ? null : console.readPassword("Password: ");
        if (password == null) {
            throw missing();
        }
        User user = user(name, new String(password));
        Arrays.fill(password, ' '); // the String stays in memory all the same
        return user;
    }

    private static User askPipe(InputStream in, PrintStream out) throws Failure, IOException {
        Reader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String name = line(reader);
        out.println("Account: " + SafeText.of(name));
        String password = line(reader);
        out.println("Password: (not shown)");
        return user(name, password);
    }

    private static String line(Reader reader) throws Failure, IOException {
        StringBuilder line = new StringBuilder();
        int next = reader.read();
        if (next < 0) {
            throw missing();
        }
        while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
            line.append((char) next);
            next = reader.read();
        }
        return line.toString().replaceFirst("\r$", "");
    }

    /// A user of what was typed.
    static User user(String name, String password) throws Failure {
        try {
            return new User(name, password);
        } catch (IllegalArgumentException _) {
            String line = "An account has 1 to %d characters, a password has at most %d.";
            throw Failure.usage(line.formatted(User.LONGEST_NAME, User.LONGEST_PASSWORD));
        }
    }

    private static Failure missing() {
        return Failure.usage("The input ended before account and password were typed.");
    }
}
