package lesson01.exercise;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// **Exercise 1.7: An ARP cache that forgets.** About 20 minutes.
///
/// A host asks for a neighbour's MAC with an ARP request, and keeps the answer in a cache. What it
/// keeps must be forgotten after a time: the neighbour may have a new network card (RFC 1122,
/// section 2.3.2.1). And it must not believe everything: see [#received].
///
/// Time comes from the clock that the constructor is given, never from `Instant.now()`. So a test
/// can let an hour pass in no time.
public final class ArpCache {

    /// After this time an unanswered question may be asked again, and not before.
    public static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(1);

    /// A reply counts as an answer until this time after the last request.
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    /// What an ARP message is (RFC 826 calls it the opcode).
    public enum Operation {
        REQUEST,
        REPLY
    }

    /// An empty cache.
    ///
    /// @param ownAddress the address of this host
    /// @param lifetime how long an entry is valid. An entry of exactly this age is not valid.
    /// @param clock tells the time
    /// @param sendRequest sends an ARP request for an address to all hosts; does not block
    public ArpCache(
            Inet4Address ownAddress,
            Duration lifetime,
            InstantSource clock,
            Consumer<Inet4Address> sendRequest) {
        throw new UnsupportedOperationException(
                "Keep the four parameters, then write resolve and received.");
    }

    /// The neighbour's MAC, if there is a valid entry.
    ///
    /// If there is none, the result is empty and a request is sent: but not when the last request
    /// for this address is less than [#BETWEEN_REQUESTS] ago. A network must not be flooded with
    /// questions. To be looked up does not make an entry live longer.
    public Optional<String> resolve(Inet4Address neighbour) {
        throw new UnsupportedOperationException(
                "Look for a valid entry; without one, send a request.");
    }

    /// Takes an ARP message that has arrived, for this host or for another.
    ///
    /// - The sender has a valid entry: the entry gets the MAC of the message, which may be a new
    ///   one, and lives for a whole lifetime from now. That holds for requests and replies, whoever
    ///   they are for (RFC 826: the "merge").
    /// - The sender has no valid entry, and the message is a request for our own address: there is
    ///   a new entry. Who asks us will soon talk to us.
    /// - The sender has no valid entry, and the message is a reply for us to a request that was
    ///   sent at most [#ANSWER_LIMIT] ago: there is a new entry. After that the request is
    ///   answered: a second reply would find the entry.
    /// - All else creates no entry. A reply that nobody asked for is the tool of an attacker. (RFC
    ///   826 would take one that is sent to us; Linux does as written here.)
    /// - Nothing is learned from a sender that is `0.0.0.0` (a host that has no address yet, RFC
    ///   5227), or has our own address.
    ///
    /// @param targetAddress whom a request is for, or whom a reply is sent to
    public void received(
            Operation operation,
            Inet4Address senderAddress,
            String senderMac,
            Inet4Address targetAddress) {
        throw new UnsupportedOperationException(
                "First refresh an entry that is there, then decide whether to create one.");
    }

    /// The valid entries, address and MAC. Later changes of the cache do not change the map.
    public Map<Inet4Address, String> entries() {
        throw new UnsupportedOperationException("Copy the valid entries into a new map.");
    }
}
