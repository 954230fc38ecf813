package lesson01.exercise;

/// The class (RFC 791, 3.2) and the scope (RFC 6890) of an IPv4 address, from its four bytes.
public final class AddressClassifier {

    private static final int BYTES = 4;

    private AddressClassifier() {}

    /// What an address may be used for.
    public enum Scope {
        THIS_NETWORK,
        PRIVATE,
        SHARED,
        LOOPBACK,
        LINK_LOCAL,
        DOCUMENTATION,
        MULTICAST,
        BROADCAST,
        RESERVED,
        PUBLIC
    }

    /// The class, `'A'` to `'E'`.
    ///
    /// @throws IllegalArgumentException when `address` has not four bytes
    public static char classOf(byte[] address) {
        int first = checked(address)[0];
        if (first < 128) {
            return 'A';
        }
        if (first < 192) {
            return 'B';
        }
        if (first < 224) {
            return 'C';
        }
        return first < 240 ? 'D' : 'E';
    }

    /// The scope.
    ///
    /// @throws IllegalArgumentException when `address` has not four bytes
    public static Scope scopeOf(byte[] address) {
        int a = checked(address)[0] & 0xff;
        int b = address[1] & 0xff;
        int c = address[2] & 0xff;
        int d = address[3] & 0xff;
        return switch (a) {
            case 0 -> Scope.THIS_NETWORK;
            case 10 -> Scope.PRIVATE;
            case 100 -> b >= 64 && b <= 127 ? Scope.SHARED : Scope.PUBLIC;
            case 127 -> Scope.LOOPBACK;
            case 169 -> b == 254 ? Scope.LINK_LOCAL : Scope.PUBLIC;
            case 172 -> b >= 16 && b <= 31 ? Scope.PRIVATE : Scope.PUBLIC;
            case 192 -> from192(b, c);
            case 198 -> b == 51 && c == 100 ? Scope.DOCUMENTATION : Scope.PUBLIC;
            case 203 -> b == 0 && c == 113 ? Scope.DOCUMENTATION : Scope.PUBLIC;
            case 255 -> (b & c & d) == 255 ? Scope.BROADCAST : Scope.RESERVED;
            default -> fromTheClass(address);
        };
    }

    private static Scope from192(int b, int c) {
        if (b == 168) {
            return Scope.PRIVATE;
        }
        return b == 0 && c == 2 ? Scope.DOCUMENTATION : Scope.PUBLIC;
    }

    private static Scope fromTheClass(byte[] address) {
        return switch (classOf(address)) {
            case 'D' -> Scope.MULTICAST;
            case 'E' -> Scope.RESERVED;
            default -> Scope.PUBLIC;
        };
    }

    private static byte[] checked(byte[] address) {
        if (address.length != BYTES) {
            throw new IllegalArgumentException(
                    "an IPv4 address has 4 bytes, not " + address.length);
        }
        return address;
    }
}
