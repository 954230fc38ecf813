package lesson01.exercise;

/// **Exercise 1.4: Write an IPv6 address the one right way.** About 25 minutes.
///
/// `2001:DB8:0:0:0:0:0:1`, `2001:db8::0:1` and `2001:0db8::1` are one address. Who searches a log
/// for one of these texts does not find the others. So RFC 5952 names one text for each address.
///
/// The rules (RFC 5952, 4 and 5):
///
/// - An address is eight groups of 16 bits, the first byte of a group is the higher one. Write each
///   in hexadecimal, in lower case, without zeros in front, with colons between. A group of 16 bits
///   0 is `0`.
/// - Write `::` in place of the longest run of groups that are 0. Of two runs that are equally long
///   take the first. A single group that is 0 stays `0`.
/// - `::` stands at most once.
/// - An IPv4-mapped address, ten bytes 0 and two bytes ff in front, is `::ffff:` and the last four
///   bytes as a dotted quad.
///
/// | bytes                                              | text                     |
/// |----------------------------------------------------|--------------------------|
/// | `2001 0db8 0000 0000 0000 0000 0000 0001`          | `2001:db8::1`            |
/// | `2001 0db8 0000 0000 0001 0000 0000 0001`          | `2001:db8::1:0:0:1`      |
/// | `2001 0db8 0000 0001 0001 0001 0001 0001`          | `2001:db8:0:1:1:1:1:1`   |
/// | `fe80 0000 0000 0000 0000 0000 0000 0000`          | `fe80::`                 |
/// | `0000 0000 0000 0000 0000 0000 0000 0000`          | `::`                     |
/// | `0000 0000 0000 0000 0000 ffff c000 0201`          | `::ffff:192.0.2.1`       |
///
/// Do it by hand, without the package `java.net`.
public final class Ipv6Text {

    private Ipv6Text() {}

    /// The text of the address with these sixteen bytes.
    ///
    /// @throws IllegalArgumentException when `address` has not sixteen bytes
    public static String format(byte[] address) {
        throw new UnsupportedOperationException(
                "Make eight numbers of the sixteen bytes, then look for the longest run of zeros.");
    }
}
