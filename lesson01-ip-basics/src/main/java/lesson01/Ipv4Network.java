package lesson01;

import java.net.Inet4Address;

/// An IPv4 address together with the length of its network prefix, `192.168.10.17/26`. All
/// addresses are four bytes, the highest first.
///
/// See RFC 4632, 3.1; RFC 3021 for the prefix 31.
final class Ipv4Network {

    private static final int BITS = 32;

    private final byte[] address;
    private final int prefix;

    private Ipv4Network(Inet4Address address, int prefix) {
        this.address = address.getAddress();
        this.prefix = prefix;
    }

    /// Reads `192.168.10.17/26`.
    ///
    /// @throws Failure if it is none, or if the prefix is not from 0 to 32
    static Ipv4Network parse(String text) throws Failure {
        int slash = text.indexOf('/');
        Inet4Address address = AddressText.ipv4(text.substring(0, slash));
        String prefix = text.substring(slash + 1);
        if (!prefix.matches("[0-9]{1,9}")) {
            throw Failure.usage("The prefix \"" + SafeText.of(prefix) + "\" is not a number.");
        }
        if (Integer.parseInt(prefix) > BITS) {
            throw Failure.usage("The prefix " + prefix + " is out of range: 0 to 32.");
        }
        return new Ipv4Network(address, Integer.parseInt(prefix));
    }

    /// Reads an address and a mask.
    ///
    /// @throws Failure if the mask is empty, or not ones first and then zeros
    static Ipv4Network parse(String addressText, String maskText) throws Failure {
        Inet4Address address = AddressText.ipv4(addressText);
        if (maskText.isEmpty()) {
            throw Failure.usage("The mask is missing: give address/prefix, or address and mask.");
        }
        String shown = AddressBits.binary(AddressText.ipv4(maskText).getAddress());
        String bits = shown.replace(".", "");
        if (!bits.matches("1*0*")) {
            String line = "The mask %s is %s in bits. A mask is ones first, then zeros only.";
            throw Failure.usage(line.formatted(maskText, shown));
        }
        return new Ipv4Network(address, bits.replace("0", "").length());
    }

    int prefix() {
        return prefix;
    }

    byte[] address() {
        return address.clone();
    }

    byte[] mask() {
        byte[] mask = new byte[address.length];
        for (int bit = 0; bit < prefix; bit++) {
            mask[bit / Byte.SIZE] |= (byte) (0b1000_0000 >> bit % Byte.SIZE);
        }
        return mask;
    }

    // region network
    /// The network number: address AND mask.
    byte[] network() {
        return networkOf(address);
    }

    /// What this network's mask leaves of any address.
    byte[] networkOf(byte[] other) {
        byte[] mask = mask();
        byte[] network = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            network[i] = (byte) (other[i] & mask[i]);
        }
        return network;
    }

    /// The highest address: network OR inverted mask.
    byte[] broadcast() {
        byte[] mask = mask();
        byte[] broadcast = network();
        for (int i = 0; i < mask.length; i++) {
            broadcast[i] |= (byte) ~mask[i];
        }
        return broadcast;
    }

    // endregion

    /// Whether the lowest and the highest address are kept back. With a prefix of 31 or 32 both are
    /// hosts.
    boolean hasBroadcast() {
        return prefix <= BITS - 2;
    }

    byte[] firstHost() {
        byte[] first = network();
        first[3] |= (byte) (hasBroadcast() ? 1 : 0);
        return first;
    }

    byte[] lastHost() {
        byte[] last = broadcast();
        last[3] &= (byte) (hasBroadcast() ? 0b1111_1110 : 0b1111_1111);
        return last;
    }

    long hosts() {
        long addresses = 1L << (BITS - prefix);
        return hasBroadcast() ? addresses - 2 : addresses;
    }
}
