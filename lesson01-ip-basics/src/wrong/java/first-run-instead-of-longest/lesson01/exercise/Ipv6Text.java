package lesson01.exercise;

import java.util.StringJoiner;

/// Writes IPv6 addresses in the form of RFC 5952.
public final class Ipv6Text {

    private static final int BYTES = 16;
    private static final int GROUPS = 8;
    private static final int SHORTEST_RUN = 2;

    private Ipv6Text() {}

    /// Groups from `start` on, all 0.
    private record Run(int start, int length) {

        static final Run NONE = new Run(GROUPS, 0);

        int end() {
            return start + length;
        }
    }

    /// The text of the address with these sixteen bytes.
    ///
    /// @throws IllegalArgumentException when `address` has not sixteen bytes
    public static String format(byte[] address) {
        int[] groups = groups(address);
        Run run = longestRun(groups);
        if (run.start() == 0 && run.length() == 5 && groups[5] == 0xffff) {
            return "::ffff:" + quad(address);
        }
        if (run.length() < SHORTEST_RUN) {
            return join(groups, 0, GROUPS);
        }
        return join(groups, 0, run.start()) + "::" + join(groups, run.end(), GROUPS);
    }

    private static int[] groups(byte[] address) {
        if (address.length != BYTES) {
            throw new IllegalArgumentException(
                    "an IPv6 address has 16 bytes, not " + address.length);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
        }
        return groups;
    }

    private static Run longestRun(int[] groups) {
        Run longest = Run.NONE;
        for (int start = 0; start < GROUPS; start++) {
            int end = start;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (longest.length() < SHORTEST_RUN && end - start > longest.length()) {
                longest = new Run(start, end - start);
            }
        }
        return longest;
    }

    private static String join(int[] groups, int from, int to) {
        StringJoiner text = new StringJoiner(":");
        for (int i = from; i < to; i++) {
            text.add(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static String quad(byte[] address) {
        StringJoiner text = new StringJoiner(".");
        for (int i = BYTES - 4; i < BYTES; i++) {
            text.add(Integer.toString(address[i] & 0xff));
        }
        return text.toString();
    }
}
