package lesson01;

/// The checksum of IP, TCP and UDP: words of 16 bits are added, a carry comes back in at the low
/// end, and the sum is inverted (RFC 1071).
final class InternetChecksum {

    private InternetChecksum() {}

    // region checksum
    /// The sum of the words, not inverted; 0 to 65535. A last odd byte is a high byte. Over data
    /// that holds its own right checksum the sum is 65535.
    static int sum(byte[]... parts) {
        long sum = 0;
        for (byte[] part : parts) {
            for (int i = 0; i < part.length; i++) {
                sum += (part[i] & 0xff) << (i % 2 == 0 ? 8 : 0);
            }
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return (int) sum;
    }

    // endregion

    /// What the checksum field must hold so that the sum becomes 65535.
    ///
    /// @param sum the sum with the field as it is
    /// @param field what the field holds
    static int expected(int sum, int field) {
        int withoutField = sum(words(sum, 0xffff - field));
        return 0xffff - withoutField;
    }

    /// Numbers of 16 bits as bytes.
    static byte[] words(int... words) {
        byte[] bytes = new byte[2 * words.length];
        for (int i = 0; i < words.length; i++) {
            bytes[2 * i] = (byte) (words[i] >> 8);
            bytes[2 * i + 1] = (byte) words[i];
        }
        return bytes;
    }
}
