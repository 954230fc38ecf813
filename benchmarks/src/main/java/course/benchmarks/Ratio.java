package course.benchmarks;

import java.util.Arrays;

/// The median of paired ratios, and the half of them that lies nearest to it.
///
/// @param pairs how many there were; with none, the others are not numbers
record Ratio(double median, double lower, double upper, int pairs) {

    static Ratio of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Ratio(
                quantile(sorted, 0.5),
                quantile(sorted, 0.25),
                quantile(sorted, 0.75),
                sorted.length);
    }

    /// Between two values, the place between them.
    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
