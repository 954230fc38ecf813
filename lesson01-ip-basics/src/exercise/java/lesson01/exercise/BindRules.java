package lesson01.exercise;

import java.util.Set;

/// **Exercise 1.8: Who can reach it?** About 10 minutes.
///
/// A server is bound to an address of a Linux machine. Somebody connects to an address, with the
/// right port. Does the connection arrive at the server? `BindMatrix` measures it; write down the
/// rules. No firewall stands between, and the packet finds its way to the machine.
public final class BindRules {

    private BindRules() {}

    /// Whether a connection to `destination` arrives at a server that is bound to `bind`.
    ///
    /// 1. The loopback addresses are every `127.x.x.x`, and `::1`. The machine answers on all of
    ///    them, but only connections from the same machine can have such a destination.
    /// 2. Every other destination must be one of the machine's own addresses. On which of its
    ///    interfaces the packet comes in plays no part: Linux uses the weak host model (RFC 1122,
    ///    3.3.4.2).
    /// 3. A server bound to one address answers on exactly that one.
    /// 4. A server bound to `0.0.0.0` answers on every IPv4 address of the machine, loopback or
    ///    not.
    /// 5. A server bound to `::` answers on every address of the machine, IPv4 and IPv6: this is
    ///    how Java opens it.
    ///
    /// All addresses are written in one form, so that equal texts are equal addresses. An address
    /// with a colon is IPv6.
    ///
    /// @param bind `0.0.0.0`, `::`, a loopback address or one of `own`
    /// @param sameMachine whether the client runs on the server's machine
    /// @param own the addresses of the machine's interfaces, loopback left out
    public static boolean arrives(
            String bind, String destination, boolean sameMachine, Set<String> own) {
        throw new UnsupportedOperationException(
                "First decide whether the destination is an address of this machine at all.");
    }
}
