package lesson01;

/// One line of a socket table, as text: `tcp`, `127.0.0.1:8888`, `0.0.0.0:*`, `LISTEN`, `812/java`.
///
/// @param state a name of [SocketState], a word that it does not know, or `-` for none: UDP has no
///   connections, so most of its sockets have no state
/// @param owner process id and name where they are known, or `-`
record SocketRow(String protocol, String local, String foreign, String state, String owner) {

    static final String NONE = "-";

    /// Whether one of the two addresses ends with this port: after a colon, or after a dot as macOS
    /// writes it.
    boolean hasPort(int port) {
        return local.matches(".*[.:]" + port) || foreign.matches(".*[.:]" + port);
    }

    SocketRow ownedBy(String other) {
        return new SocketRow(protocol, local, foreign, state, other);
    }
}
