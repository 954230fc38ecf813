package lesson01;

import java.net.Inet4Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Addresses and prefixes by chance, the same ones for the same seed.
final class RandomNetworks {

    private RandomNetworks() {}

    /// `count` addresses that a host may have, from 1.0.0.0 to 223.255.255.255 and without 127,
    /// each with a prefix from 1 to 32.
    static List<String> hosts(long seed, int count) {
        Random random = new Random(seed);
        return Stream.generate(() -> random.nextInt())
                .filter(bits -> isHost(bits >>> 24))
                .limit(count)
                .map(bits -> text(bits) + "/" + (1 + random.nextInt(32)))
                .toList();
    }

    private static boolean isHost(int firstByte) {
        return firstByte > 0 && firstByte < 224 && firstByte != 127;
    }

    /// `count` addresses near another one: its bits from a random place on are random.
    static List<String> near(String address, long seed, int count) {
        int near = bits(address);
        Random random = new Random(seed);
        return Stream.generate(() -> near ^ (random.nextInt() >>> random.nextInt(31)))
                .filter(bits -> isHost(bits >>> 24))
                .limit(count)
                .map(RandomNetworks::text)
                .toList();
    }

    static int bits(String address) {
        return ByteBuffer.wrap(Inet4Address.ofLiteral(address).getAddress()).getInt();
    }

    private static String text(int bits) {
        try {
            byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(bits).array();
            return Inet4Address.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
