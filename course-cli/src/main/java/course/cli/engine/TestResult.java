package course.cli.engine;

import course.testkit.TestOutcome.Verdict;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What became of one test. `exercise` is the number of the exercise (`2.1`), empty for a test that
/// belongs to none. `test` is the class and the method: `UtfFrameTest.encodesChineseText`, with the
/// arguments of a parameterized test behind it.
public record TestResult(
        String exercise, String title, int points, String test, Verdict verdict, String message) {

    /// `writeUTF` carries 65,535 bytes at most; nobody reads a message of that length.
    private static final int LONGEST_MESSAGE = 10_000;

    void writeTo(DataOutputStream out) throws IOException {
        out.writeUTF(exercise);
        out.writeUTF(title);
        out.writeInt(points);
        out.writeUTF(cut(test));
        out.writeUTF(verdict.name());
        out.writeUTF(cut(message));
        out.flush();
    }

    /// Reads all whole results; the last one may be cut off when the writer's JVM died.
    static List<TestResult> readAll(DataInputStream in) throws IOException {
        List<TestResult> results = new ArrayList<>();
        try {
            while (true) {
                results.add(
                        new TestResult(
                                in.readUTF(),
                                in.readUTF(),
                                in.readInt(),
                                in.readUTF(),
                                Verdict.valueOf(in.readUTF()),
                                in.readUTF()));
            }
        } catch (EOFException _) {
            return results;
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "...";
    }
}
