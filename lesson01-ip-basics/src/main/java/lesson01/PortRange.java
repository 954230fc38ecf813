package lesson01;

/// The three ranges of port numbers (RFC 6335, section 6). TCP and UDP have the same ranges, and
/// ports of their own.
enum PortRange {
    WELL_KNOWN("well-known", "System Ports", 0, 1023),
    REGISTERED("registered", "User Ports", 1024, 49_151),
    DYNAMIC("dynamic", "Dynamic Ports", 49_152, 65_535);

    private final String name;
    private final String nameInRfc;
    private final int first;
    private final int last;

    PortRange(String name, String nameInRfc, int first, int last) {
        this.name = name;
        this.nameInRfc = nameInRfc;
        this.first = first;
        this.last = last;
    }

    /// The range of a port from 0 to 65535.
    ///
    /// @throws IllegalArgumentException for any other number
    static PortRange of(int port) {
        for (PortRange range : values()) {
            if (port >= range.first && port <= range.last) {
                return range;
            }
        }
        throw new IllegalArgumentException("no port: " + port);
    }

    @Override
    public String toString() {
        return "%s, %d to %d (RFC 6335: %s)".formatted(name, first, last, nameInRfc);
    }
}
