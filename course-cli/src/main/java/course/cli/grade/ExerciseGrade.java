package course.cli.grade;

import java.math.BigDecimal;
import java.util.List;

/// What one student has got for one exercise.
///
/// @param number `2.1`
/// @param title `Send one message`
/// @param points what could be had
/// @param score what was got: from 0 to `points`, in hundredths at the finest
/// @param problem why nothing could be tested, in words for the student, with the compiler's lines
///   where it did not compile; empty when it was tested
/// @param hint the first step of help for the first failure; empty when all tests passed or nothing
///   is known
/// @param tests all that were expected, in the order in which they run; empty with a problem
public record ExerciseGrade(
        String number,
        String title,
        int points,
        BigDecimal score,
        State state,
        String problem,
        String hint,
        List<TestGrade> tests) {

    /// What became of the exercise as a whole.
    public enum State {
        /// All tests passed.
        DONE,
        /// Some tests passed.
        PARTLY,
        /// No test passed.
        FAILED,
        /// The stub as it was handed out.
        NOT_STARTED,
        /// No file was handed in.
        MISSING,
        /// The file does not compile, also not alone.
        DOES_NOT_COMPILE,
        /// The file was not run: it has the wrong signature, or uses what no exercise needs.
        REFUSED
    }

    /// How many tests passed.
    public long passed() {
        return tests.stream().filter(test -> test.verdict() == TestGrade.Verdict.PASSED).count();
    }
}
