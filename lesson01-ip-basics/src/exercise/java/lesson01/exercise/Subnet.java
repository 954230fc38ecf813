package lesson01.exercise;

/// **Exercise 1.3: Network number and same subnet.** About 15 minutes.
///
/// A host must know before it sends: is the other one in my subnet, or do I need a router? It keeps
/// the first bits of both addresses and compares them. How many bits, the prefix or the mask says:
///
///     192.168.10.17     11000000 10101000 00001010 00|010001
///     255.255.255.192   11111111 11111111 11111111 11|000000   prefix 26
///     network number    11000000 10101000 00001010 00|000000   address AND mask
///     broadcast         11000000 10101000 00001010 00|111111
///
/// All addresses and masks are the 32 bits of an `int`, the first byte in the highest eight bits:
/// 192.168.10.17 is `0xc0a80a11`. Half of them are negative as an `int`.
///
/// Look twice at the prefix 0. In Java `-1 << 32` is -1, not 0: of the right operand only the
/// lowest five bits count.
public final class Subnet {

    private Subnet() {}

    /// The subnet of an address with this prefix. Any address in it will do.
    ///
    /// @throws IllegalArgumentException when the prefix is not from 0 to 32
    public static Subnet withPrefix(int address, int prefix) {
        throw new UnsupportedOperationException(
                "Make a mask of the prefix: so many bits 1 from the left, the rest 0.");
    }

    /// The subnet of an address with this mask.
    ///
    /// @throws IllegalArgumentException when the mask is not ones from the left and then only
    ///   zeros: 255.0.255.0 is none
    public static Subnet withMask(int address, int mask) {
        throw new UnsupportedOperationException(
                "Refuse a mask with a hole, then count the ones of it.");
    }

    /// How many bits are fixed, 0 to 32.
    public int prefix() {
        throw new UnsupportedOperationException("Write withPrefix first, then this.");
    }

    /// The mask: ones from the left, as many as the prefix says.
    public int mask() {
        throw new UnsupportedOperationException("Write withPrefix first, then this.");
    }

    /// The network number, the lowest address: all bits behind the prefix are 0.
    public int network() {
        throw new UnsupportedOperationException("Write withPrefix first, then this.");
    }

    /// The broadcast address, the highest address: all bits behind the prefix are 1.
    public int broadcast() {
        throw new UnsupportedOperationException("Write withPrefix first, then this.");
    }

    /// The lowest address that a host may have: the one after the network number. With the prefixes
    /// 31 (RFC 3021) and 32 no address is kept back, and it is the lowest address itself.
    public int firstHost() {
        throw new UnsupportedOperationException("Write network() first, then this.");
    }

    /// The highest address that a host may have: the one before the broadcast address. With the
    /// prefixes 31 and 32 it is the highest address itself.
    public int lastHost() {
        throw new UnsupportedOperationException("Write broadcast() first, then this.");
    }

    /// How many addresses hosts may have: 62 with the prefix 26, 2 with 31, 1 with 32. With the
    /// prefix 0 it is more than an `int` can hold.
    public long hosts() {
        throw new UnsupportedOperationException("Count all addresses, then those kept back.");
    }

    /// Whether an address is in this subnet.
    public boolean contains(int address) {
        throw new UnsupportedOperationException("Compare network numbers, not addresses.");
    }
}
