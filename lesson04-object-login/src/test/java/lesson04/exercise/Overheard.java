package lesson04.exercise;

import course.testkit.Trace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// Everything that this JVM prints and logs, at every level, from now until [#close].
public final class Overheard implements AutoCloseable {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream ear = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Logger root = Logger.getLogger("");
    private final Level level = root.getLevel();
    private final Handler handler = new Ear();

    /// Listens from now on.
    public Overheard() {
        root.setLevel(Level.ALL);
        root.addHandler(handler);
        System.setOut(ear);
        System.setErr(ear);
    }

    /// What was printed and logged so far.
    public String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// A step for each of these texts: it was neither printed nor logged.
    void checkSilentAbout(Trace trace, String... secrets) {
        for (String secret : secrets) {
            trace.check(
                    "\"" + secret + "\" is not printed",
                    !text().contains(secret),
                    "It is printed or logged. A log is read by many and kept for years: no password"
                            + " and no hash belongs in it. Not even a wrong password, which is"
                            + " often the right one with a typing error.");
        }
    }

    /// Stops listening.
    @Override
    public void close() {
        System.setOut(out);
        System.setErr(err);
        root.removeHandler(handler);
        root.setLevel(level);
    }

    private final class Ear extends Handler {

        private final SimpleFormatter format = new SimpleFormatter();

        Ear() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            ear.println(format.format(entry));
        }

        @Override
        public void flush() {
            ear.flush();
        }

        @Override
        public void close() {
            flush();
        }
    }
}
