package lesson01.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.net.InetAddress;
import java.util.Random;
import lesson01.exercise.AddressClassifier.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "1.1", title = "Classify an address", points = 5, of = AddressClassifier.class)
class AddressClassifierTest {

    private static final long SEED = 11;

    private Trace trace = new Trace();

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, A",
        "10.1.2.3, A",
        "127.255.255.255, A",
        "128.0.0.0, B",
        "172.16.0.1, B",
        "191.255.255.255, B",
        "192.0.0.0, C",
        "223.255.255.255, C",
        "224.0.0.0, D",
        "239.255.255.255, D",
        "240.0.0.0, E",
        "255.255.255.255, E"
    })
    void theLeadingBitsGiveTheClass(String address, char expected) {
        inspectByHand(address);

        char actual =
                trace.call("class of " + address, () -> AddressClassifier.classOf(of(address)));

        trace.equal(
                "the class",
                expected,
                actual,
                "Only the first byte counts, as a number from 0 to 255. A Java byte is signed: write"
                        + " b & 0xff.");
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, PUBLIC",
        "10.0.0.0, PRIVATE",
        "10.255.255.255, PRIVATE",
        "11.0.0.0, PUBLIC",
        "192.167.255.255, PUBLIC",
        "192.168.0.0, PRIVATE",
        "192.168.255.255, PRIVATE",
        "192.169.0.0, PUBLIC"
    })
    void tenAnd192Point168ArePrivate(String address, Scope expected) {
        check(address, expected, "Private are 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16.");
    }

    @ParameterizedTest
    @CsvSource({
        "172.15.255.255, PUBLIC",
        "172.16.0.0, PRIVATE",
        "172.17.0.1, PRIVATE",
        "172.31.255.255, PRIVATE",
        "172.32.0.0, PUBLIC"
    })
    void theMiddlePrivateRangeEndsAt31(String address, Scope expected) {
        check(
                address,
                expected,
                "172.16.0.0/12 fixes 12 bits, so four bits of the second byte are free: it goes from"
                        + " 16 to 31.");
    }

    @ParameterizedTest
    @CsvSource({
        "126.255.255.255, PUBLIC", "127.0.0.0, LOOPBACK", "127.0.0.1, LOOPBACK",
        "127.0.0.2, LOOPBACK", "127.255.255.255, LOOPBACK", "128.0.0.0, PUBLIC"
    })
    void loopbackIsAWholeBlock(String address, Scope expected) {
        check(address, expected, "Loopback is all of 127.0.0.0/8, not one address.");
    }

    @ParameterizedTest
    @CsvSource({
        "100.63.255.255, PUBLIC",
        "100.64.0.0, SHARED",
        "100.127.255.255, SHARED",
        "100.128.0.0, PUBLIC"
    })
    void aProviderSharesA10BitRange(String address, Scope expected) {
        check(address, expected, "100.64.0.0/10: the second byte goes from 64 to 127.");
    }

    @ParameterizedTest
    @CsvSource({
        "169.253.255.255, PUBLIC",
        "169.254.0.0, LINK_LOCAL",
        "169.254.255.255, LINK_LOCAL",
        "169.255.0.0, PUBLIC",
        "192.0.1.255, PUBLIC",
        "192.0.2.0, DOCUMENTATION",
        "192.0.2.255, DOCUMENTATION",
        "192.0.3.0, PUBLIC",
        "198.51.99.255, PUBLIC",
        "198.51.100.7, DOCUMENTATION",
        "198.51.101.0, PUBLIC",
        "203.0.112.255, PUBLIC",
        "203.0.113.7, DOCUMENTATION",
        "203.0.114.0, PUBLIC"
    })
    void linkLocalAndDocumentationHaveTheirRanges(String address, Scope expected) {
        check(address, expected, "169.254.0.0/16; 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24.");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, THIS_NETWORK", "0.255.255.255, THIS_NETWORK", "1.0.0.0, PUBLIC",
        "223.255.255.255, PUBLIC", "224.0.0.0, MULTICAST", "239.255.255.255, MULTICAST",
        "240.0.0.0, RESERVED", "255.255.255.254, RESERVED", "255.0.255.255, RESERVED",
        "255.255.255.255, BROADCAST"
    })
    void theEndsOfTheSpaceAreSpecial(String address, Scope expected) {
        check(
                address,
                expected,
                "0.0.0.0/8, multicast from 224, reserved from 240; all bits 1 is the broadcast"
                        + " address.");
    }

    @Test
    void agreesWithJavaOnRandomAddresses() throws Exception {
        Random random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            trace = new Trace(); // a failure shows its own address alone
            byte[] bytes = new byte[4];
            random.nextBytes(bytes);
            InetAddress java = InetAddress.getByAddress(bytes);
            String text = java.getHostAddress();
            Scope scope = trace.call("scope of " + text, () -> AddressClassifier.scopeOf(bytes));
            trace.equal(
                    "the three that Java knows: private, loopback, multicast",
                    (java.isSiteLocalAddress() ? "private " : "")
                            + (java.isLoopbackAddress() ? "loopback " : "")
                            + (java.isMulticastAddress() ? "multicast" : ""),
                    (scope == Scope.PRIVATE ? "private " : "")
                            + (scope == Scope.LOOPBACK ? "loopback " : "")
                            + (scope == Scope.MULTICAST ? "multicast" : ""),
                    "InetAddress says so: isSiteLocalAddress, isLoopbackAddress,"
                            + " isMulticastAddress.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5, 16})
    void refusesWhatHasNotFourBytes(int length) {
        String why = "An IPv4 address has four bytes. Refuse another number of them.";
        trace.throwsA(
                IllegalArgumentException.class,
                "class of " + length + " bytes",
                why,
                () -> AddressClassifier.classOf(new byte[length]));
        trace.throwsA(
                IllegalArgumentException.class,
                "scope of " + length + " bytes",
                why,
                () -> AddressClassifier.scopeOf(new byte[length]));
    }

    private void check(String address, Scope expected, String why) {
        inspectByHand(address);

        Scope actual =
                trace.call("scope of " + address, () -> AddressClassifier.scopeOf(of(address)));

        trace.equal("the scope", expected, actual, why);
    }

    private void inspectByHand(String address) {
        trace.byHand("./course run lesson01 AddressInspector " + address);
    }

    private static byte[] of(String address) {
        return InetAddress.ofLiteral(address).getAddress();
    }
}
