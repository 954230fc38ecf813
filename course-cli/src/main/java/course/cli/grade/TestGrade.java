package course.cli.grade;

/// What became of one test.
///
/// @param test class and method: `UtfFrameTest.encodesChineseText`, with the arguments of a
///   parameterized test behind it
/// @param message what the student reads: the trace with bytes and a line to reproduce; empty when
///   it passed. Nothing in it differs between two runs: no ports, no times, no paths
public record TestGrade(String test, Verdict verdict, String message) {

    /// What is said of a test.
    public enum Verdict {
        PASSED,
        FAILED,
        /// The stub's sentence came.
        NOT_STARTED,
        /// It ran into a limit, also alone on the machine where the load may have been the reason.
        TIME_LIMIT,
        /// The JVM ended while it ran, also in a JVM of its own: `System.exit`, memory, a crash.
        ENDED_THE_JVM,
        /// It was never run, because too many tests before it hung or ended the JVM.
        NOT_RUN
    }
}
