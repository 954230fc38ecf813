package course.cli.engine;

import course.testkit.TestOutcome.Verdict;
import java.util.List;

/// What became of one set of sources. With compile errors there are no tests. `complete` is false
/// when the JVM ran out of time or died: then the tests that are not in the list have not been
/// judged. `output` is what the code printed.
public record RunResult(
        List<String> compileErrors, List<TestResult> tests, boolean complete, String output) {

    /// The tests with this verdict.
    public List<TestResult> with(Verdict verdict) {
        return tests.stream().filter(test -> test.verdict() == verdict).toList();
    }
}
