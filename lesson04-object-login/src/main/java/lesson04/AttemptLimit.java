package lesson04;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// How many wrong passwords may come from one address in a window of time. May be used by several
/// threads.
///
/// An attempt counts when it begins: a hundred at the same moment do not slip through. One that
/// succeeds gives its own count back, and no other: whoever has an account cannot wash away guesses
/// at other accounts.
final class AttemptLimit {

    /// How many addresses are remembered. The oldest are forgotten first.
    static final int MOST_ADDRESSES = 10_000;

    private static final int IPV6_PREFIX_BYTES = 8;

    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(Instant end, int attempts) {}

    AttemptLimit(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /// Begins an attempt, if there is one left in this window.
    synchronized boolean tryBegin(InetAddress from) {
        Window now = windowOf(from);
        if (now.attempts >= most) {
            return false;
        }
        windows.put(key(from), new Window(now.end, now.attempts + 1));
        if (windows.size() > MOST_ADDRESSES) {
            windows.remove(windows.keySet().iterator().next());
        }
        return true;
    }

    /// The password was right, or nobody has looked at it: the attempt does not count.
    synchronized void giveBack(InetAddress from) {
        Window now = windowOf(from);
        windows.put(key(from), new Window(now.end, Math.max(0, now.attempts - 1)));
    }

    private Window windowOf(InetAddress from) {
        Window known = windows.get(key(from));
        boolean over = known == null || !clock.instant().isBefore(known.end);
        return over ? new Window(clock.instant().plus(window), 0) : known;
    }

    /// One customer gets 2 to the power of 64 addresses of IPv6: only the first half counts.
    private static String key(InetAddress from) {
        byte[] bytes = from.getAddress();
        int counted = from instanceof Inet6Address ? IPV6_PREFIX_BYTES : bytes.length;
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, counted));
    }
}
