package lesson99;

import java.io.PrintStream;

public final class Hello {

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    public static int run(String[] args, PrintStream out, PrintStream err) {
        // region greet
        out.println("你好");
        return 0;
        // endregion
    }
}
