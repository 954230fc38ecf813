package lesson01.exercise;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// One line of `netstat -an` of Linux, macOS or Windows.
///
/// @param protocol `tcp` or `udp`, in small letters, without the 4 or 6
/// @param localAddress as it was written, without brackets and port: `127.0.0.1`, `::`, `*`
/// @param localPort 1 to 65535; empty for `*` and for 0, which both mean "no port"
/// @param foreignAddress like `localAddress`
/// @param foreignPort like `localPort`
/// @param state as it was written, `LISTENING`; the empty text where there is none
public record NetstatLine(
        String protocol,
        String localAddress,
        OptionalInt localPort,
        String foreignAddress,
        OptionalInt foreignPort,
        String state) {

    private static final int HIGHEST_PORT = 65_535;

    /// An address and its port, taken apart.
    private record End(String address, OptionalInt port) {}

    /// Reads one line; what is no line of a socket gives an empty answer. Never throws.
    public static Optional<NetstatLine> parse(String line) {
        String[] words = line.strip().split("\\s+");
        String protocol = words[0].toLowerCase(Locale.ROOT);
        if (!protocol.matches("(tcp|udp)(4|6|46)?")) {
            return Optional.empty();
        }
        int local = hasQueues(words) ? 3 : 1;
        if (words.length < local + 2) {
            return Optional.empty();
        }
        String state = words.length > local + 2 ? stateOf(words[local + 2]) : "";
        return end(words[local])
                .flatMap(here ->
                        end(words[local + 1])
                                .map(there ->
                                        new NetstatLine(
                                                protocol.substring(0, 3),
                                                here.address,
                                                here.port,
                                                there.address,
                                                there.port,
                                                state)));
    }

    private static boolean hasQueues(String[] words) {
        return words.length > 2 && words[1].matches("[0-9]+") && words[2].matches("[0-9]+");
    }

    private static String stateOf(String word) {
        return word;
    }

    private static Optional<End> end(String text) {
        int mark = Math.max(text.lastIndexOf(':'), text.lastIndexOf('.'));
        if (mark < 1) {
            return Optional.empty();
        }
        String address = withoutBrackets(text.substring(0, mark));
        String port = text.substring(mark + 1);
        if (port.equals("*")) {
            return Optional.of(new End(address, OptionalInt.empty()));
        }
        // Not \d{1,5} alone: parseInt takes the digits of every script.
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > HIGHEST_PORT) {
            return Optional.empty();
        }
        int number = Integer.parseInt(port);
        return Optional.of(
                new End(address, number == 0 ? OptionalInt.empty() : OptionalInt.of(number)));
    }

    private static String withoutBrackets(String address) {
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        return bracketed ? address.substring(1, address.length() - 1) : address;
    }
}
