package lesson01.exercise;

/// Reads an IPv4 address, strictly: four decimal numbers with points between (the form that RFC
/// 3986, 3.2.2, calls `IPv4address`).
public final class DottedQuad {

    private static final int PARTS = 4;
    private static final int HIGHEST = 255;

    private DottedQuad() {}

    /// The 32 bits, the first part in the highest eight.
    ///
    /// @throws IllegalArgumentException for a text that is no dotted quad
    public static int parse(String text) {
        // -1: without it, split drops empty parts at the end, and "1.2.3.4." looks well.
        String[] parts = text.split("\\.", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(
                    "a dotted quad has 4 parts, this has " + parts.length);
        }
        int bits = 0;
        for (String part : parts) {
            bits = bits << Byte.SIZE | number(part);
        }
        return bits;
    }

    private static int number(String part) {
        if (part.isEmpty() || part.length() > 3) {
            throw wrong(part, "does not have one to three digits");
        }
        int number = 0;
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c < '0' || c > '9') {
                throw wrong(part, "has something else than the digits 0 to 9");
            }
            number = number * 10 + (c - '0');
        }
        if (part.length() > 1 && part.charAt(0) == '0') {
            throw wrong(part, "has a zero in front");
        }
        if (number > HIGHEST) {
            throw wrong(part, "is more than 255");
        }
        return number;
    }

    private static IllegalArgumentException wrong(String part, String why) {
        return new IllegalArgumentException("part \"" + part + "\" " + why);
    }
}
