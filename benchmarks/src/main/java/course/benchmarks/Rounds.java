package course.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/// All servers are alive at once and get a slice of load in turn, in random order. What is compared
/// are two slices of one round: they have had the same neighbours on the machine.
final class Rounds {

    /// Below this share the processor was not ours, and the slice says nothing.
    private static final double CLEAN = 0.93;

    private final List<Contender> contenders;
    private final long sliceNanos;
    private final boolean anyLoad;
    private final Random order = new Random(1);
    private final List<Map<String, Contender.Slice>> clean = new ArrayList<>();

    /// @param anyLoad whether slices count in which both ends wait for each other most of the time,
    ///   as they must with one connection
    Rounds(List<Contender> contenders, long sliceNanos, boolean anyLoad) {
        this.contenders = contenders;
        this.sliceNanos = sliceNanos;
        this.anyLoad = anyLoad;
    }

    /// Goes on until there are so many clean rounds, or the most rounds are over. Blocks.
    ///
    /// @param progress is told after each round how many are clean
    void run(int wanted, int most, Consumer<Integer> progress) throws IOException {
        List<Contender> shuffled = new ArrayList<>(contenders);
        for (int round = 0; round < most && pairs() < wanted; round++) {
            Collections.shuffle(shuffled, order);
            Map<String, Contender.Slice> slices = new HashMap<>();
            for (Contender contender : shuffled) {
                Contender.Slice slice = contender.measure(sliceNanos);
                if (anyLoad || slice.busiest() >= CLEAN) {
                    slices.put(contender.name(), slice);
                }
            }
            clean.add(slices);
            progress.accept(pairs());
        }
    }

    /// How many pairs the contender with the fewest has.
    private int pairs() {
        String yardstick = contenders.getFirst().name();
        return contenders.stream()
                .mapToInt(contender ->
                        (int)
                                clean.stream()
                                        .filter(round -> round.containsKey(yardstick))
                                        .filter(round -> round.containsKey(contender.name()))
                                        .count())
                .min()
                .orElse(0);
    }

    /// Each server's CPU time per unit divided by the first one's, in the order of the contenders.
    Map<String, Ratio> ratios() {
        String yardstick = contenders.getFirst().name();
        Map<String, Ratio> ratios = new LinkedHashMap<>();
        for (Contender contender : contenders) {
            double[] values =
                    clean.stream()
                            .filter(round -> round.containsKey(yardstick))
                            .filter(round -> round.containsKey(contender.name()))
                            .mapToDouble(round ->
                                    round.get(contender.name()).nanosPerUnit()
                                            / round.get(yardstick).nanosPerUnit())
                            .toArray();
            ratios.put(contender.name(), Ratio.of(values));
        }
        return ratios;
    }

    /// Every slice that counted: round, server, nanoseconds per unit, share of the processor.
    List<String> raw(String workload) {
        List<String> lines = new ArrayList<>();
        for (int round = 0; round < clean.size(); round++) {
            for (Map.Entry<String, Contender.Slice> slice : clean.get(round).entrySet()) {
                lines.add(
                        "%s,%d,%s,%.1f,%.3f"
                                .formatted(
                                        workload,
                                        round,
                                        slice.getKey(),
                                        slice.getValue().nanosPerUnit(),
                                        slice.getValue().busiest()));
            }
        }
        return lines;
    }
}
