package lesson01;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;

/// The five classes that IPv4 addresses had until 1993, told apart by their leading bits (RFC 791,
/// 3.2; RFC 1112, 4). CIDR has replaced them (RFC 4632).
enum AddressClass {
    A("0", 8),
    B("10", 16),
    C("110", 24),
    D("1110", 0),
    E("1111", 0);

    private static final int ADDRESS_BITS = 32;

    private final String leadingBits;
    private final int networkBits;

    /// @param networkBits how many bits name the network, the leading bits included; 0 for a class
    ///   that has no networks
    AddressClass(String leadingBits, int networkBits) {
        this.leadingBits = leadingBits;
        this.networkBits = networkBits;
    }

    /// The class of an address whose 32 bits are given as text.
    static AddressClass of(String bits) {
        return Arrays.stream(values())
                .filter(candidate -> bits.startsWith(candidate.leadingBits))
                .findFirst()
                .orElseThrow();
    }

    boolean hasNetworks() {
        return networkBits > 0;
    }

    int networkBits() {
        return networkBits;
    }

    /// 126, 16,384 and 2,097,152. In class A the networks 0 and 127 are kept back.
    BigInteger networks() {
        BigInteger all = BigInteger.TWO.pow(networkBits - leadingBits.length());
        return this == A ? all.subtract(BigInteger.TWO) : all;
    }

    /// 16,777,214, 65,534 and 254. All host bits 0 is the network, all host bits 1 the broadcast.
    BigInteger hostsInEach() {
        return BigInteger.TWO.pow(ADDRESS_BITS - networkBits).subtract(BigInteger.TWO);
    }

    /// One line of the table.
    String row() {
        String numbers =
                hasNetworks()
                        ? String.format(Locale.ROOT, "%,9d  %,10d", networks(), hostsInEach())
                        : this == D ? "multicast: an address names a group" : "reserved";
        return String.format(
                "%-5s  %-4s          %-10s  %s", name(), leadingBits, firstByte(), numbers);
    }

    private String firstByte() {
        int free = Byte.SIZE - leadingBits.length();
        int lowest = Integer.parseInt(leadingBits, 2) << free;
        return lowest + "-" + (lowest + (1 << free) - 1);
    }

    @Override
    public String toString() {
        return name() + " (leading bits " + leadingBits + ")";
    }
}
