package lesson01.exercise;

/// **Exercise 1.1: Classify an address.** About 10 minutes.
///
/// Say two things about an IPv4 address: its class, and what it may be used for. You get the four
/// bytes as they travel in a packet, the first byte first: `192.168.10.17` is `c0 a8 0a 11`.
///
/// A Java byte is signed: `(byte) 192` is -64. Make an `int` from 0 to 255 of it first.
public final class AddressClassifier {

    private AddressClassifier() {}

    /// What an address may be used for.
    ///
    /// | scope           | addresses                                               |
    /// |-----------------|---------------------------------------------------------|
    /// | `THIS_NETWORK`  | 0.0.0.0/8                                               |
    /// | `PRIVATE`       | 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16               |
    /// | `SHARED`        | 100.64.0.0/10                                           |
    /// | `LOOPBACK`      | 127.0.0.0/8                                             |
    /// | `LINK_LOCAL`    | 169.254.0.0/16                                          |
    /// | `DOCUMENTATION` | 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24           |
    /// | `MULTICAST`     | 224.0.0.0/4                                             |
    /// | `BROADCAST`     | 255.255.255.255                                         |
    /// | `RESERVED`      | the rest of 240.0.0.0/4                                 |
    /// | `PUBLIC`        | all others (there are more special ranges in RFC 6890)  |
    ///
    /// The number behind the slash says how many bits, from the left, are fixed. `10.0.0.0/8` is
    /// 10.0.0.0 to 10.255.255.255. `172.16.0.0/12` is 172.16.0.0 to 172.31.255.255. `100.64.0.0/10`
    /// is 100.64.0.0 to 100.127.255.255.
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

    /// The class: `'A'`, `'B'`, `'C'`, `'D'` or `'E'`. Only the first bits of the first byte count:
    ///
    /// | class | leading bits | first byte |
    /// |-------|--------------|------------|
    /// | A     | `0`          | 0 to 127   |
    /// | B     | `10`         | 128 to 191 |
    /// | C     | `110`        | 192 to 223 |
    /// | D     | `1110`       | 224 to 239 |
    /// | E     | `1111`       | 240 to 255 |
    ///
    /// @throws IllegalArgumentException when `address` has not four bytes
    public static char classOf(byte[] address) {
        throw new UnsupportedOperationException(
                "Make a number from 0 to 255 of the first byte, then look where it lies.");
    }

    /// The scope, from the table above.
    ///
    /// @throws IllegalArgumentException when `address` has not four bytes
    public static Scope scopeOf(byte[] address) {
        throw new UnsupportedOperationException(
                "Make numbers of the bytes, then ask for one range after the other.");
    }
}
