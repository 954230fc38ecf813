package lesson01.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Exercise(number = "1.8", title = "Who can reach it?", points = 5, of = BindRules.class)
class BindRulesTest {

    private static final Set<String> OWN = Set.of("192.0.2.10", "172.17.0.1", "2001:db8::10");

    private final Trace trace = new Trace();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.2, false",
        "::1, false",
        "192.0.2.10, false",
        "203.0.113.9, false"
    })
    void loopbackServerAnswersOnThatOneAddress(String destination, boolean arrives) {
        fromTheSameMachine(
                "127.0.0.1",
                destination,
                arrives,
                "A server bound to one address answers on exactly that one, not on its whole"
                        + " network.");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.10, true", "172.17.0.1, false", "127.0.0.1, false", "::1, false"})
    void serverOnOneInterfaceAddressAnswersOnThatOne(String destination, boolean arrives) {
        fromTheSameMachine(
                "192.0.2.10",
                destination,
                arrives,
                "A server bound to one address answers on exactly that one.");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.2, true",
        "192.0.2.10, true",
        "172.17.0.1, true",
        "::1, false",
        "2001:db8::10, false",
        "203.0.113.9, false"
    })
    void wildcardOfIpv4IsEveryIpv4AddressOfTheMachine(String destination, boolean arrives) {
        fromTheSameMachine(
                "0.0.0.0",
                destination,
                arrives,
                "0.0.0.0 stands for every IPv4 address of this machine, loopback or not. It does"
                        + " not stand for IPv6 addresses, and not for other machines.");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.0.0.2, true",
        "::1, true",
        "192.0.2.10, true",
        "2001:db8::10, true",
        "203.0.113.9, false",
        "2001:db8::99, false"
    })
    void wildcardOfIpv6IsEveryAddressOfTheMachine(String destination, boolean arrives) {
        fromTheSameMachine(
                "::",
                destination,
                arrives,
                "A server bound to :: takes IPv6 and IPv4, for every address of this machine.");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 127.0.0.1",
        "0.0.0.0, 127.0.0.2",
        "::, 127.0.0.1",
        "::, ::1",
        "::1, ::1"
    })
    void loopbackIsNeverReachedFromAnotherMachine(String bind, String destination) {
        check(
                bind,
                destination,
                false,
                false,
                "A packet to a loopback address never leaves the machine that sends it.");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.10, 192.0.2.10",
        "172.17.0.1, 172.17.0.1",
        "0.0.0.0, 192.0.2.10",
        "0.0.0.0, 172.17.0.1",
        "::, 172.17.0.1",
        "::, 2001:db8::10"
    })
    void othersReachTheMachinesOwnAddresses(String bind, String destination) {
        check(
                bind,
                destination,
                false,
                true,
                "The destination is an address of the machine, and the server is bound to it. On"
                        + " which interface the packet comes in plays no part.");
    }

    @Test
    void everyLoopbackAddressCanBeBound() {
        fromTheSameMachine("127.0.0.2", "127.0.0.2", true, "The whole block 127/8 is loopback.");
        fromTheSameMachine("::1", "::1", true, "::1 is the loopback address of IPv6.");
        fromTheSameMachine("127.0.0.2", "127.0.0.1", false, "These are two addresses.");
    }

    private void fromTheSameMachine(String bind, String destination, boolean arrives, String why) {
        check(bind, destination, true, arrives, why);
    }

    private void check(
            String bind, String destination, boolean sameMachine, boolean arrives, String why) {
        String from = sameMachine ? "from the same machine" : "from another machine";
        trace.byHand(
                "nc -l -s "
                        + bind
                        + " -p 8888   and "
                        + from
                        + "   nc -zv "
                        + destination
                        + " 8888");
        boolean answer =
                trace.call(
                        "bound to " + bind + ", a connection to " + destination + " " + from,
                        () -> BindRules.arrives(bind, destination, sameMachine, OWN));
        trace.equal("it arrives", arrives, answer, why);
    }
}
