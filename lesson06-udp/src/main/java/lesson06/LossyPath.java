package lesson06;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A model of a bad path, in one direction: of a hundred datagrams so many are lost, so many of the
/// others doubled, and so many copies held up so that later ones overtake them.
///
/// All chance comes from the seed: the same seed gives the same fate to the first datagram, to the
/// second, and so on. Reads no clock. Not for several threads.
public final class LossyPath {

    private static final long LEAST_MICROS = 10_000;
    private static final long SPREAD_MICROS = 10_000;
    private static final long LEAST_DETOUR_MICROS = 40_000;
    private static final long DETOUR_SPREAD_MICROS = 60_000;

    private final int percent;
    private final Random chance;
    private final String description;

    /// @param percent of the datagrams, for each of the three: 0 is a good path
    public LossyPath(long seed, int percent) {
        if (percent < 0 || percent > 99) {
            throw new IllegalArgumentException(percent + " % is not from 0 to 99");
        }
        this.percent = percent;
        this.chance = new Random(seed);
        this.description =
                "a path that loses, doubles and holds up " + percent + " % each, seed " + seed;
    }

    /// The fate of the next datagram: how long each of its copies is on the way. No copy: it is
    /// lost.
    public List<Duration> next() {
        List<Duration> copies = new ArrayList<>();
        if (!happens()) {
            copies.add(travel());
            if (happens()) {
                copies.add(travel());
            }
        }
        return copies;
    }

    private Duration travel() {
        long micros = LEAST_MICROS + chance.nextLong(SPREAD_MICROS);
        if (happens()) {
            micros += LEAST_DETOUR_MICROS + chance.nextLong(DETOUR_SPREAD_MICROS);
        }
        return Duration.ofNanos(micros * 1_000);
    }

    private boolean happens() {
        return chance.nextInt(100) < percent;
    }

    /// All that is needed to have the same again.
    @Override
    public String toString() {
        return description;
    }
}
