package course.cli.engine;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// A plausible wrong answer: one class of the solution, wrong in one way, with the test that must
/// catch it, a piece of what that test must say, and why it is wrong. Those stand beside it in
/// `caught-by.properties`.
public record WrongAnswer(Path folder, String test, String message, String why) {

    /// The file that says who catches a wrong answer.
    public static final String CAUGHT_BY = "caught-by.properties";

    /// Reads the folder of one wrong answer.
    ///
    /// @throws IOException when the properties are not there, or one of `test`, `message` and `why`
    ///   is missing
    public static WrongAnswer in(Path folder) throws IOException {
        Properties caughtBy = new Properties();
        Path file = folder.resolve(CAUGHT_BY);
        if (!Files.exists(file)) {
            throw new IOException(
                    CAUGHT_BY + " is missing: it names the test that must catch this answer");
        }
        try (Reader in = Files.newBufferedReader(file)) {
            caughtBy.load(in);
        }
        for (String key : new String[] {"test", "message", "why"}) {
            if (caughtBy.getProperty(key, "").isBlank()) {
                throw new IOException(CAUGHT_BY + " does not say \"" + key + "\"");
            }
        }
        return new WrongAnswer(
                folder,
                caughtBy.getProperty("test").strip(),
                caughtBy.getProperty("message").strip(),
                caughtBy.getProperty("why").strip());
    }

    /// The name of the test class without its package.
    public String testClass() {
        return test.substring(0, test.indexOf('.') < 0 ? test.length() : test.indexOf('.'));
    }

    /// The name of the test method; empty when the whole class is meant.
    public String method() {
        return test.indexOf('.') < 0 ? "" : test.substring(test.indexOf('.') + 1);
    }
}
