package course.cli.grade.report;

import java.util.List;

/// What a report says besides the students' grades.
///
/// @param sandbox what kept the students' code in, in words
/// @param isolated whether it was kept away from the machine; where not, the report says so loudly
/// @param similar the pairs that a person should look at, the most similar first
/// @param remarks sentences for the teacher: tests that were left out, a comparison that failed
public record ClassNotes(
        String sandbox, boolean isolated, List<SimilarPair> similar, List<String> remarks) {}
