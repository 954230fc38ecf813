package lesson06;

import java.net.InetAddress;

/// What one record of an answer is good for.
sealed interface DnsData {

    /// How many seconds it may be kept.
    long ttl();

    /// The address that was asked for, IPv4 or IPv6.
    record Address(InetAddress address, long ttl) implements DnsData {}

    /// The name is an alias of another one. Which one, [DnsDissection] does not say: it follows no
    /// pointer.
    record Alias(long ttl) implements DnsData {}

    /// Anything else.
    record Other(int type, long ttl) implements DnsData {}
}
