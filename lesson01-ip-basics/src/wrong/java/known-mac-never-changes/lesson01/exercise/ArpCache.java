package lesson01.exercise;

import java.net.Inet4Address;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The MACs of the neighbours, for a limited time (RFC 826; RFC 1122, section 2.3.2.1).
public final class ArpCache {

    /// After this time an unanswered question may be asked again, and not before.
    public static final Duration BETWEEN_REQUESTS = Duration.ofSeconds(1);

    /// A reply counts as an answer until this time after the last request.
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    private final Inet4Address ownAddress;
    private final Duration lifetime;
    private final InstantSource clock;
    private final Consumer<Inet4Address> sendRequest;
    private final Map<Inet4Address, Entry> entries = new HashMap<>();
    private final Map<Inet4Address, Instant> requested = new HashMap<>();

    /// What an ARP message is.
    public enum Operation {
        REQUEST,
        REPLY
    }

    private record Entry(String mac, Instant learned) {}

    /// An empty cache.
    public ArpCache(
            Inet4Address ownAddress,
            Duration lifetime,
            InstantSource clock,
            Consumer<Inet4Address> sendRequest) {
        this.ownAddress = ownAddress;
        this.lifetime = lifetime;
        this.clock = clock;
        this.sendRequest = sendRequest;
    }

    /// The neighbour's MAC; without a valid entry empty, and a request is sent, at most one in
    /// [#BETWEEN_REQUESTS].
    public Optional<String> resolve(Inet4Address neighbour) {
        forgetTheOld();
        Entry entry = entries.get(neighbour);
        if (entry != null) {
            return Optional.of(entry.mac);
        }
        Instant last = requested.get(neighbour);
        if (last == null || age(last).compareTo(BETWEEN_REQUESTS) >= 0) {
            requested.put(neighbour, clock.instant());
            sendRequest.accept(neighbour);
        }
        return Optional.empty();
    }

    /// Takes an ARP message: refreshes the sender's entry, or creates it if somebody asks us or
    /// answers us.
    public void received(
            Operation operation,
            Inet4Address senderAddress,
            String senderMac,
            Inet4Address targetAddress) {
        forgetTheOld();
        if (senderAddress.isAnyLocalAddress() || senderAddress.equals(ownAddress)) {
            return;
        }
        boolean forUs = targetAddress.equals(ownAddress);
        boolean wanted =
                switch (operation) {
                    case REQUEST -> forUs;
                    case REPLY -> forUs && requested.containsKey(senderAddress);
                };
        if (wanted || entries.containsKey(senderAddress)) {
            Entry known = entries.get(senderAddress);
            String mac = known == null ? senderMac : known.mac;
            entries.put(senderAddress, new Entry(mac, clock.instant()));
            requested.remove(senderAddress);
        }
    }

    /// The valid entries, address and MAC.
    public Map<Inet4Address, String> entries() {
        forgetTheOld();
        Map<Inet4Address, String> copy = new HashMap<>();
        entries.forEach((address, entry) -> copy.put(address, entry.mac));
        return copy;
    }

    private void forgetTheOld() {
        entries.values().removeIf(entry -> age(entry.learned).compareTo(lifetime) >= 0);
        requested.values().removeIf(when -> age(when).compareTo(ANSWER_LIMIT) > 0);
    }

    private Duration age(Instant since) {
        return Duration.between(since, clock.instant());
    }
}
