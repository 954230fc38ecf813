package course.cli.grade.intake;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Names for files and for reports: letters of any language, digits, `-`, `_` and `.`; unique also
/// where a file system does not tell upper from lower case.
///
/// The id of a folder depends on its name alone, unless two would get the same. Then each of them
/// gets some digits made from its name, except the one whose name is the id.
final class Ids {

    private static final int LONGEST = 50;

    /// Windows has devices of these names.
    private static final String DEVICES = "(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?";

    private Ids() {}

    /// The ids, by [Handed#entry()].
    static Map<String, String> of(List<Handed> all) {
        Map<String, List<Handed>> rivals =
                all.stream().collect(Collectors.groupingBy(one -> KnownNames.lower(safe(one))));
        Map<String, String> ids = new HashMap<>();
        Set<String> used = new HashSet<>();
        for (Handed one : all) {
            String id = safe(one);
            List<Handed> same = rivals.get(KnownNames.lower(id));
            boolean first = same.stream().filter(Ids::isItsId).count() == 1 && isItsId(one);
            if (same.size() == 1 || first) {
                ids.put(one.entry(), id);
                used.add(KnownNames.lower(id));
            }
        }
        for (Handed one : all) {
            ids.computeIfAbsent(one.entry(), _ -> unused(one, used));
        }
        return ids;
    }

    private static String unused(Handed one, Set<String> used) {
        String digits = digits(one.entry());
        int length = 6;
        while (!used.add(KnownNames.lower(safe(one)) + "-" + digits.substring(0, length))) {
            length++;
        }
        return safe(one) + "-" + digits.substring(0, length);
    }

    private static boolean isItsId(Handed one) {
        return safe(one).equals(one.entry());
    }

    private static String safe(Handed one) {
        String safe =
                Normalizer.normalize(one.wantedId(), Normalizer.Form.NFC)
                        .replaceAll("[^\\p{L}\\p{M}\\p{N}._-]+", "-");
        if (safe.codePointCount(0, safe.length()) > LONGEST) {
            safe = safe.substring(0, safe.offsetByCodePoints(0, LONGEST));
        }
        safe = safe.replaceAll("^[-.\\p{M}]+|[-.]+$", "");
        if (safe.isEmpty()) {
            return "student";
        }
        return safe.matches(DEVICES) ? "student-" + safe : safe;
    }

    private static String digits(String entry) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(entry.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
