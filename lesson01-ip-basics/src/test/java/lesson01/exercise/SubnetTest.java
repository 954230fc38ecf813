package lesson01.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "1.3", title = "Network number and same subnet", points = 10, of = Subnet.class)
class SubnetTest {

    private static final long SEED = 13;
    private static final String AND_RULE =
            "Network number = address AND mask; broadcast = the network number with all bits behind"
                    + " the prefix set.";

    private Trace trace = new Trace();

    @ParameterizedTest
    @CsvSource({
        "192.168.10.17, 26, 255.255.255.192, 192.168.10.0, 192.168.10.63",
        "192.168.10.70, 26, 255.255.255.192, 192.168.10.64, 192.168.10.127",
        "10.1.2.3, 8, 255.0.0.0, 10.0.0.0, 10.255.255.255",
        "172.20.30.40, 12, 255.240.0.0, 172.16.0.0, 172.31.255.255",
        "203.0.113.200, 29, 255.255.255.248, 203.0.113.200, 203.0.113.207",
        "203.0.113.9, 31, 255.255.255.254, 203.0.113.8, 203.0.113.9",
        "255.255.255.255, 1, 128.0.0.0, 128.0.0.0, 255.255.255.255"
    })
    void theMaskCutsTheAddress(
            String address, int prefix, String mask, String network, String broadcast) {
        Subnet subnet = subnet(address, prefix);

        checkAddress("the mask", mask, call("mask", subnet::mask), "So many ones from the left.");
        checkAddress("the network number", network, call("network", subnet::network), AND_RULE);
        checkAddress("the broadcast", broadcast, call("broadcast", subnet::broadcast), AND_RULE);
    }

    @Test
    void thePrefix0HoldsEveryAddress() {
        Subnet subnet = subnet("192.168.10.17", 0);
        String why = "In Java x << 32 is x << 0: only the lowest five bits of the 32 count.";

        checkAddress("the mask", "0.0.0.0", call("mask", subnet::mask), why);
        checkAddress("the network number", "0.0.0.0", call("network", subnet::network), why);
        trace.equal("the hosts", 4_294_967_294L, call("hosts", subnet::hosts), "2^32 - 2 hosts.");
        checkContains(subnet, "8.8.8.8", true, "No bit is fixed, so every address fits.");
    }

    @Test
    void thePrefix32HoldsOneAddress() {
        Subnet subnet = subnet("192.168.10.17", 32);

        checkHosts(subnet, "192.168.10.17", "192.168.10.17", 1, "All bits are fixed: one host.");
        checkContains(subnet, "192.168.10.17", true, "It is its own only member.");
        checkContains(subnet, "192.168.10.16", false, "All 32 bits must be the same.");
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.10.17, 26, 192.168.10.1, 192.168.10.62, 62",
        "10.1.2.3, 8, 10.0.0.1, 10.255.255.254, 16777214",
        "172.16.5.6, 16, 172.16.0.1, 172.16.255.254, 65534",
        "198.51.100.77, 24, 198.51.100.1, 198.51.100.254, 254",
        "198.51.100.77, 30, 198.51.100.77, 198.51.100.78, 2"
    })
    void twoAddressesAreKeptBack(
            String address, int prefix, String first, String last, long hosts) {
        checkHosts(
                subnet(address, prefix),
                first,
                last,
                hosts,
                "The network number and the broadcast address are no hosts.");
    }

    @Test
    void aLinkBetweenTwoKeepsNothingBack() {
        checkHosts(
                subnet("203.0.113.9", 31),
                "203.0.113.8",
                "203.0.113.9",
                2,
                "With the prefix 31 both addresses are hosts (RFC 3021): otherwise none would be"
                        + " left.");
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.10.17, 26, 192.168.10.62, true",
        "192.168.10.17, 26, 192.168.10.0, true",
        "192.168.10.17, 26, 192.168.10.63, true",
        "192.168.10.17, 26, 192.168.10.64, false",
        "192.168.10.17, 26, 192.168.9.255, false",
        "192.168.10.17, 16, 192.168.200.1, true",
        "10.0.0.1, 8, 11.0.0.1, false",
        "127.255.255.255, 1, 0.0.0.1, true",
        "127.255.255.255, 1, 128.0.0.0, false",
        "200.0.0.1, 1, 128.0.0.0, true",
        "200.0.0.1, 1, 127.255.255.255, false",
        "200.0.0.1, 0, 1.2.3.4, true"
    })
    void sameSubnetMeansSameNetworkNumber(
            String address, int prefix, String other, boolean expected) {
        trace.byHand("./course run lesson01 IpCalculator " + address + "/" + prefix + " " + other);

        checkContains(
                subnetOf(address, prefix),
                other,
                expected,
                "Cut both addresses with the mask and compare. Addresses from 128.0.0.0 on are"
                        + " negative numbers: do not ask for smaller or larger.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0",
        "128.0.0.0, 1",
        "255.0.0.0, 8",
        "255.255.240.0, 20",
        "255.255.255.192, 26",
        "255.255.255.254, 31",
        "255.255.255.255, 32"
    })
    void aMaskSaysTheSameAsAPrefix(String mask, int prefix) {
        trace.byHand("./course run lesson01 IpCalculator 192.168.10.17 " + mask);

        Subnet subnet =
                trace.call(
                        "subnet of 192.168.10.17 with the mask " + mask,
                        () -> Subnet.withMask(bits("192.168.10.17"), bits(mask)));

        trace.equal("the prefix", prefix, call("prefix", subnet::prefix), "Count the ones.");
        checkAddress(
                "the mask", mask, call("mask", subnet::mask), "It is the mask that was given.");
        int network = bits("192.168.10.17") & bits(mask);
        checkAddress(
                "the network number", text(network), call("network", subnet::network), AND_RULE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "255.0.255.0",
                "0.0.0.1",
                "0.255.255.255",
                "255.255.255.253",
                "127.0.0.0",
                "255.255.0.255",
                "254.255.0.0"
            })
    void aMaskWithAHoleIsRefused(String mask) {
        trace.byHand("./course run lesson01 IpCalculator 192.168.10.17 " + mask);
        trace.throwsA(
                IllegalArgumentException.class,
                "subnet with the mask " + mask,
                "A mask is ones from the left, then only zeros. It is not enough to count the ones.",
                () -> Subnet.withMask(bits("192.168.10.17"), bits(mask)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 33, 64, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aPrefixIsFrom0To32(int prefix) {
        trace.throwsA(
                IllegalArgumentException.class,
                "subnet with the prefix " + prefix,
                "An IPv4 address has 32 bits. Refuse another prefix: a shift would take it modulo"
                        + " 32, without a word.",
                () -> Subnet.withPrefix(bits("192.168.10.17"), prefix));
    }

    /// Reckons with [BigInteger], which knows no sign bit and no shift by 32.
    @Test
    void agreesWithLongArithmeticOnRandomSubnets() {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            trace = new Trace(); // a failure shows its own address alone
            int address = random.nextInt();
            int prefix = random.nextInt(33);
            Subnet subnet = subnet(text(address), prefix);
            BigInteger size = BigInteger.TWO.pow(32 - prefix);
            BigInteger whole = new BigInteger(Integer.toUnsignedString(address));
            BigInteger network = whole.divide(size).multiply(size);
            BigInteger broadcast = network.add(size).subtract(BigInteger.ONE);
            checkAddress(
                    "the network number",
                    text(network.intValue()),
                    call("network", subnet::network),
                    AND_RULE);
            checkAddress(
                    "the broadcast",
                    text(broadcast.intValue()),
                    call("broadcast", subnet::broadcast),
                    AND_RULE);
        }
    }

    private Subnet subnet(String address, int prefix) {
        trace.byHand("./course run lesson01 IpCalculator " + address + "/" + prefix);
        return subnetOf(address, prefix);
    }

    private Subnet subnetOf(String address, int prefix) {
        return trace.call(
                "subnet of " + address + "/" + prefix,
                () -> Subnet.withPrefix(bits(address), prefix));
    }

    private <T> T call(String method, Callable<T> action) {
        return trace.call(method, action);
    }

    private void checkAddress(String step, String expected, int actual, String why) {
        trace.equal(step, expected, text(actual), why);
    }

    private void checkHosts(Subnet subnet, String first, String last, long hosts, String why) {
        checkAddress("the first host", first, call("firstHost", subnet::firstHost), why);
        checkAddress("the last host", last, call("lastHost", subnet::lastHost), why);
        trace.equal("the number of hosts", hosts, call("hosts", subnet::hosts), why);
    }

    private void checkContains(Subnet subnet, String address, boolean expected, String why) {
        boolean actual = call("contains " + address, () -> subnet.contains(bits(address)));
        trace.equal("whether " + address + " is in it", expected, actual, why);
    }

    private static int bits(String address) {
        return ByteBuffer.wrap(InetAddress.ofLiteral(address).getAddress()).getInt();
    }

    private static String text(int bits) {
        try {
            byte[] bytes = ByteBuffer.allocate(4).putInt(bits).array();
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
