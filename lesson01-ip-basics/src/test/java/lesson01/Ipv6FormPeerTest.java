package lesson01;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.NeedsPeer;
import course.testkit.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The form of RFC 5952 against `curl`, which prints the addresses that it tries.
@NeedsPeer
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class Ipv6FormPeerTest {

    private static final long SEED = 105;
    private static final int CASES = 250;

    @Test
    void curlWritesAddressesInTheSameWay() {
        List<byte[]> addresses = randomAddresses();
        StringBuilder line = new StringBuilder("curl -v -s --connect-timeout 1");
        for (byte[] address : addresses) {
            String text = AddressBits.groups(address).replace(' ', ':');
            line.append(" 'http://[").append(text).append("]:9/'");
        }

        String said = Peer.get().run(line + " 2>&1 | grep Trying").text();

        List<String> expected =
                addresses.stream().map(bytes -> "*   Trying " + trying(bytes)).toList();
        assertThat(said.lines()).isEqualTo(expected);
    }

    private static String trying(byte[] address) {
        return "[" + Ipv6Form.of(address) + "]:9...";
    }

    /// From the range for documentation, 3fff::/20, with many zeros behind.
    private static List<byte[]> randomAddresses() {
        Random random = new Random(SEED);
        List<byte[]> addresses = new ArrayList<>();
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = new byte[16];
            bytes[0] = 0x3f;
            bytes[1] = (byte) 0xff;
            for (int at = 4; at < bytes.length; at += 2) {
                if (random.nextInt(3) == 0) {
                    bytes[at] = (byte) (random.nextBoolean() ? 0 : random.nextInt());
                    bytes[at + 1] = (byte) random.nextInt();
                }
            }
            addresses.add(bytes);
        }
        return addresses;
    }
}
