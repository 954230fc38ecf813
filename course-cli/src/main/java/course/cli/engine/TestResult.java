package course.cli.engine;

import course.testkit.TestOutcome.Verdict;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;

/// What became of one test. `exercise` is the number of the exercise (`2.1`), empty for a test that
/// belongs to none. `test` is the class and the method: `UtfFrameTest.encodesChineseText`, with the
/// arguments of a parameterized test behind it.
public record TestResult(
        String exercise, String title, int points, String test, Verdict verdict, String message) {

    /// The test without its class.
    public String method() {
        return test.substring(test.indexOf('.') + 1);
    }

    /// `writeUTF` carries 65,535 bytes at most; nobody reads a message of that length.
    private static final int LONGEST_MESSAGE = 10_000;

    void writeTo(DataOutputStream out) throws IOException {
        out.writeBoolean(true);
        out.writeUTF(exercise);
        out.writeUTF(title);
        out.writeInt(points);
        out.writeUTF(cut(test));
        out.writeUTF(verdict.name());
        out.writeUTF(cut(message));
        out.flush();
    }

    /// Says that no result is missing: the last thing that a run writes.
    static void writeEnd(DataOutputStream out) throws IOException {
        out.writeBoolean(false);
    }

    /// Reads all whole results. Where the writer's JVM died, the last one may be cut off and the
    /// end is missing.
    ///
    /// @return whether the end was there
    static boolean readAll(DataInputStream in, List<TestResult> results) throws IOException {
        try {
            while (in.readBoolean()) {
                results.add(
                        new TestResult(
                                in.readUTF(),
                                in.readUTF(),
                                in.readInt(),
                                in.readUTF(),
                                Verdict.valueOf(in.readUTF()),
                                in.readUTF()));
            }
            return true;
        } catch (EOFException _) {
            return false;
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
    }
}
