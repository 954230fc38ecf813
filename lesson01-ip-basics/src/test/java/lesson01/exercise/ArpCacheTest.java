package lesson01.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lesson01.exercise.ArpCache.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Exercise(number = "1.7", title = "An ARP cache that forgets", points = 10, of = ArpCache.class)
class ArpCacheTest {

    private static final Inet4Address OWN = address("192.168.1.10");
    private static final Inet4Address NEIGHBOUR = address("192.168.1.20");
    private static final Inet4Address OTHER = address("192.168.1.30");
    private static final String MAC = "02:00:00:00:00:0b";
    private static final String NEW_MAC = "02:00:00:00:00:0c";
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private static final String ASK_RULE =
            "A request is sent when there is no valid entry, and then at most one in a second.";
    private static final String UNASKED_RULE =
            "A reply that nobody has asked for creates no entry: anybody can send one.";
    private static final String MERGE_RULE =
            "A message from a neighbour that has an entry refreshes it, whoever the message is for."
                    + " So RFC 826 wants it: the \"merge\".";
    private static final String EXPIRY_RULE =
            "An entry is valid for less than its lifetime, counted from the last message of that"
                    + " neighbour. To be looked up does not make it younger.";

    private final Trace trace = new Trace();
    private final List<Inet4Address> requests = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void asksForANeighbourThatIsUnknown() {
        ArpCache cache = cache();

        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);

        asked(ASK_RULE, NEIGHBOUR);
    }

    @Test
    void learnsFromTheAnswerAndAsksNoMore() {
        ArpCache cache = learned();

        resolve(cache, NEIGHBOUR, Optional.of(MAC), "The answer to our request is learned.");
        pass(MINUTE.minusNanos(1));
        resolve(cache, NEIGHBOUR, Optional.of(MAC), EXPIRY_RULE);

        asked(ASK_RULE, NEIGHBOUR);
    }

    @Test
    void asksAtMostOnceASecondForOneAddress() {
        ArpCache cache = cache();

        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);
        pass(Duration.ofMillis(999));
        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);
        asked(ASK_RULE, NEIGHBOUR);
        resolve(cache, OTHER, Optional.empty(), ASK_RULE);
        pass(Duration.ofMillis(1));
        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);

        asked(
                "The second counts for each address by itself. " + ASK_RULE,
                NEIGHBOUR,
                OTHER,
                NEIGHBOUR);
    }

    @Test
    void forgetsAnEntryWhenItsLifetimeIsOver() {
        ArpCache cache = learned();

        pass(MINUTE);
        entries(cache, Map.of(), EXPIRY_RULE);
        resolve(cache, NEIGHBOUR, Optional.empty(), EXPIRY_RULE);

        asked("A forgotten neighbour is asked for again.", NEIGHBOUR, NEIGHBOUR);
    }

    @Test
    void lookingUpDoesNotMakeAnEntryLiveLonger() {
        ArpCache cache = learned();

        pass(MINUTE.dividedBy(2));
        resolve(cache, NEIGHBOUR, Optional.of(MAC), EXPIRY_RULE);
        pass(MINUTE.dividedBy(2));

        resolve(cache, NEIGHBOUR, Optional.empty(), EXPIRY_RULE);
    }

    @ParameterizedTest
    @EnumSource
    void aMessageFromAKnownNeighbourRefreshesItsEntry(Operation operation) {
        ArpCache cache = learned();

        pass(MINUTE.minusSeconds(1));
        receive(cache, operation, NEIGHBOUR, MAC, OTHER);
        pass(MINUTE.minusSeconds(1));

        resolve(cache, NEIGHBOUR, Optional.of(MAC), MERGE_RULE);
    }

    @Test
    void aKnownNeighbourMayComeWithANewMac() {
        ArpCache cache = learned();

        receive(cache, Operation.REPLY, NEIGHBOUR, NEW_MAC, OTHER);

        resolve(cache, NEIGHBOUR, Optional.of(NEW_MAC), MERGE_RULE);
    }

    @Test
    void aReplyThatNobodyAskedForCreatesNoEntry() {
        ArpCache cache = cache();

        receive(cache, Operation.REPLY, NEIGHBOUR, MAC, OWN);

        entries(cache, Map.of(), UNASKED_RULE);
    }

    @Test
    void aReplyForAnotherAddressIsNoAnswer() {
        ArpCache cache = cache();
        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);

        receive(cache, Operation.REPLY, OTHER, MAC, OWN);
        receive(cache, Operation.REPLY, NEIGHBOUR, MAC, OTHER);

        entries(
                cache,
                Map.of(),
                "The first reply is from a host that was not asked for, the second is not for us. "
                        + UNASKED_RULE);
    }

    @Test
    void aReplyThatComesTooLateIsNoAnswer() {
        ArpCache cache = cache();
        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);

        pass(ArpCache.ANSWER_LIMIT.plusNanos(1));
        receive(cache, Operation.REPLY, NEIGHBOUR, MAC, OWN);

        entries(cache, Map.of(), "An answer counts for three seconds. " + UNASKED_RULE);
    }

    @Test
    void aReplyAtTheLimitIsAnAnswer() {
        ArpCache cache = cache();
        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);

        pass(ArpCache.ANSWER_LIMIT);
        receive(cache, Operation.REPLY, NEIGHBOUR, MAC, OWN);

        entries(cache, Map.of(NEIGHBOUR, MAC), "At most three seconds: three are allowed.");
    }

    @Test
    void anAnsweredRequestIsOver() {
        ArpCache cache = cache(Duration.ofMillis(100));
        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);
        receive(cache, Operation.REPLY, NEIGHBOUR, MAC, OWN);
        pass(Duration.ofMillis(100));

        receive(cache, Operation.REPLY, NEIGHBOUR, NEW_MAC, OWN);

        entries(cache, Map.of(), "One request has one answer. " + UNASKED_RULE);
    }

    @Test
    void whoAsksUsIsLearned() {
        ArpCache cache = cache();

        receive(cache, Operation.REQUEST, NEIGHBOUR, MAC, OWN);

        resolve(cache, NEIGHBOUR, Optional.of(MAC), "Who asks for our MAC will soon talk to us.");
        asked(ASK_RULE);
    }

    @Test
    void whoAsksForAnotherHostIsNotLearned() {
        ArpCache cache = cache();

        receive(cache, Operation.REQUEST, NEIGHBOUR, MAC, OTHER);
        receive(cache, Operation.REQUEST, NEIGHBOUR, MAC, NEIGHBOUR);

        entries(
                cache,
                Map.of(),
                "Requests reach all hosts. Who learned from each of them would fill its cache with"
                        + " neighbours that it never talks to.");
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsLearnedFromNoAddressOrOurOwn(Operation operation) {
        ArpCache cache = cache();
        resolve(cache, address("0.0.0.0"), Optional.empty(), ASK_RULE);
        resolve(cache, OWN, Optional.empty(), ASK_RULE);

        receive(cache, operation, address("0.0.0.0"), MAC, OWN);
        receive(cache, operation, OWN, MAC, OWN);

        entries(
                cache,
                Map.of(),
                "0.0.0.0 is a host that has no address yet. And whoever has our address is not us.");
    }

    @Test
    void entriesAreACopy() {
        ArpCache cache = learned();
        Map<Inet4Address, String> before = trace.call("entries", cache::entries);

        receive(cache, Operation.REPLY, NEIGHBOUR, NEW_MAC, OWN);

        trace.equal(
                "the entries from before",
                Map.of(NEIGHBOUR, MAC),
                before,
                "The map must be a copy: it must not change with the cache.");
    }

    private ArpCache cache() {
        return cache(MINUTE);
    }

    private ArpCache cache(Duration lifetime) {
        return trace.call(
                "a cache of 192.168.1.10, lifetime " + lifetime.toMillis() + " ms",
                () -> new ArpCache(OWN, lifetime, () -> now, requests::add));
    }

    private ArpCache learned() {
        ArpCache cache = cache();
        resolve(cache, NEIGHBOUR, Optional.empty(), ASK_RULE);
        receive(cache, Operation.REPLY, NEIGHBOUR, MAC, OWN);
        return cache;
    }

    private void resolve(
            ArpCache cache, Inet4Address neighbour, Optional<String> expected, String why) {
        trace.byHand("ip neigh   (your own machine's cache)");
        String name = neighbour.getHostAddress();
        Optional<String> mac = trace.call("resolve " + name, () -> cache.resolve(neighbour));
        trace.equal("the MAC of " + name, expected, mac, why);
    }

    private void receive(
            ArpCache cache, Operation operation, Inet4Address from, String mac, Inet4Address to) {
        trace.run(
                "received: %s from %s at %s, for %s"
                        .formatted(operation, from.getHostAddress(), mac, to.getHostAddress()),
                () -> cache.received(operation, from, mac, to));
    }

    private void entries(ArpCache cache, Map<Inet4Address, String> expected, String why) {
        trace.equal("the entries", expected, trace.call("entries", cache::entries), why);
    }

    private void asked(String why, Inet4Address... expected) {
        trace.equal("the requests that were sent", List.of(expected), requests, why);
    }

    private void pass(Duration time) {
        now = now.plus(time);
        trace.ok(time.toMillis() + " ms pass");
    }

    private static Inet4Address address(String text) {
        return (Inet4Address) InetAddress.ofLiteral(text);
    }
}
