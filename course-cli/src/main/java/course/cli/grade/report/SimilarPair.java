package course.cli.grade.report;

import java.util.Comparator;

/// Two submissions of a lesson that are more alike than they should be.
///
/// @param first the id of one student; the one that sorts first
/// @param second the id of the other
/// @param percent how much of both is alike after what was handed out is left out, from 0 to 100
public record SimilarPair(String lesson, String first, String second, int percent) {

    /// The most similar first.
    public static final Comparator<SimilarPair> MOST_SIMILAR_FIRST =
            Comparator.comparingInt(SimilarPair::percent)
                    .reversed()
                    .thenComparing(SimilarPair::lesson)
                    .thenComparing(SimilarPair::first)
                    .thenComparing(SimilarPair::second);
}
