package course.testkit;

import java.util.Arrays;
import java.util.Locale;

/// What the system property `peers` asks for.
enum PeersMode {
    /// Without a peer, its tests are aborted.
    AUTO,
    /// Without a peer, its tests fail.
    REQUIRED,
    /// No peer is looked for.
    OFF;

    /// Reads `-Dpeers=...`; without the property it is [#AUTO].
    ///
    /// @throws AssertionError if the value is none of the three: a typing mistake must not switch
    ///   tests off
    static PeersMode fromSystemProperty() {
        String value = System.getProperty("peers", "auto");
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(value))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("-Dpeers=" + value + ": write auto, required or off."));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
