package lesson01.exercise;

/// An IPv4 subnet: a network number and the number of bits that are fixed. See RFC 4632, 3.1, and
/// RFC 3021 for the prefix 31.
public final class Subnet {

    private static final int ALL_ONES = -1;
    private static final int LONGEST_WITH_BROADCAST = 30;

    private final int network;
    private final int prefix;

    private Subnet(int address, int prefix) {
        this.prefix = prefix;
        this.network = address & mask();
    }

    /// The subnet of an address with this prefix.
    ///
    /// @throws IllegalArgumentException when the prefix is not from 0 to 32
    public static Subnet withPrefix(int address, int prefix) {
        if (prefix < 0 || prefix > Integer.SIZE) {
            throw new IllegalArgumentException("a prefix is from 0 to 32, not " + prefix);
        }
        return new Subnet(address, prefix);
    }

    /// The subnet of an address with this mask.
    ///
    /// @throws IllegalArgumentException when the mask is not ones from the left and then only zeros
    public static Subnet withMask(int address, int mask) {
        Subnet subnet = new Subnet(address, Integer.bitCount(mask));
        if (subnet.mask() != mask) {
            throw new IllegalArgumentException(
                    "a mask is ones, then zeros, not " + Integer.toBinaryString(mask));
        }
        return subnet;
    }

    /// How many bits are fixed, 0 to 32.
    public int prefix() {
        return prefix;
    }

    /// The mask: ones from the left, as many as the prefix says.
    public int mask() {
        return ALL_ONES << (Integer.SIZE - prefix);
    }

    /// The network number.
    public int network() {
        return network;
    }

    /// The broadcast address.
    public int broadcast() {
        return network | ~mask();
    }

    /// The lowest address that a host may have.
    public int firstHost() {
        return keepsTwoBack() ? network + 1 : network;
    }

    /// The highest address that a host may have.
    public int lastHost() {
        return keepsTwoBack() ? broadcast() - 1 : broadcast();
    }

    /// How many addresses hosts may have.
    public long hosts() {
        long addresses = 1L << (Integer.SIZE - prefix);
        return keepsTwoBack() ? addresses - 2 : addresses;
    }

    /// Whether an address is in this subnet.
    public boolean contains(int address) {
        return (address & mask()) == network;
    }

    private boolean keepsTwoBack() {
        return prefix <= LONGEST_WITH_BROADCAST;
    }
}
