package lesson01;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The address of one network card, 48 bits:
///
///      first byte
///     +-+-+-+-+-+-+-+-+-----------------+-----------------------------+
///     | vendor (OUI), 24 bits           | numbered by the vendor      |
///     |           |L|M| second, third   | 24 bits                     |
///     +-+-+-+-+-+-+-+-+-----------------+-----------------------------+
///
/// `M`, the lowest bit of the first byte: 1 for a group of stations (multicast). `L`, the next one:
/// 1 when nobody bought the number from the IEEE (locally administered). See RFC 9542, 2.1.
final class MacAddress {

    private static final int BYTES = 6;
    private static final int VENDOR_BYTES = 3;
    private static final HexFormat HEX = HexFormat.ofDelimiter(":");

    private final byte[] bytes;

    private MacAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /// What an interface says. Many have no MAC address: loopback, tunnels.
    ///
    /// @param bytes from [java.net.NetworkInterface#getHardwareAddress()], may be null
    static Optional<MacAddress> of(byte[] bytes) {
        return Optional.ofNullable(bytes).filter(b -> b.length == BYTES).map(MacAddress::new);
    }

    /// Reads `02:42:ac:11:00:02`, also with `-` and in upper case; nothing for any other text.
    static Optional<MacAddress> parse(String text) {
        String colons = text.replace('-', ':');
        return colons.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}")
                ? of(HEX.parseHex(colons))
                : Optional.empty();
    }

    // region bits
    boolean isMulticast() {
        return (bytes[0] & 0b0000_0001) != 0;
    }

    boolean isLocallyAdministered() {
        return (bytes[0] & 0b0000_0010) != 0;
    }

    // endregion

    boolean isBroadcast() {
        return this.toString().equals("ff:ff:ff:ff:ff:ff");
    }

    /// The first three bytes, where the IEEE has sold them to a vendor; the bit for groups is not
    /// part of the number.
    Optional<String> vendor() {
        byte[] oui = Arrays.copyOf(bytes, VENDOR_BYTES);
        oui[0] &= (byte) 0b1111_1110;
        return isLocallyAdministered() ? Optional.empty() : Optional.of(HEX.formatHex(oui));
    }

    String firstByteInBits() {
        return AddressBits.binary(Arrays.copyOf(bytes, 1));
    }

    @Override
    public String toString() {
        return HEX.formatHex(bytes);
    }
}
