package lesson01.exercise;

import java.util.Set;

/// Which connections arrive at a server, by the address that it is bound to (Linux).
public final class BindRules {

    private BindRules() {}

    /// Whether a connection to `destination` arrives at a server that is bound to `bind`.
    ///
    /// @param bind `0.0.0.0`, `::`, a loopback address or one of `own`
    /// @param sameMachine whether the client runs on the server's machine
    /// @param own the addresses of the machine's interfaces, loopback left out
    public static boolean arrives(
            String bind, String destination, boolean sameMachine, Set<String> own) {
        boolean ours = isLoopback(destination) ? sameMachine : own.contains(destination);
        return ours
                && switch (bind) {
                    case "::" -> true;
                    case "0.0.0.0" -> isLoopback(destination) && !isIpv6(destination);
                    default -> bind.equals(destination);
                };
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1");
    }

    private static boolean isIpv6(String address) {
        return address.contains(":");
    }
}
