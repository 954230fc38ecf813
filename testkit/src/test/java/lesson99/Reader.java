package lesson99;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/// A program that prints what is typed.
public final class Reader {

    private Reader() {}

    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        Scanner lines = new Scanner(in, StandardCharsets.UTF_8);
        while (lines.hasNextLine()) {
            out.println("Read: " + lines.nextLine());
        }
        out.println("End of input");
        return 0;
    }
}
