package lesson01;

import java.util.List;
import java.util.Optional;

/// The options of [SocketTable]: which sockets it shows, and which page of them.
///
/// @param port 0 for every port
/// @param page counted from 1
record SocketFilter(String input, Optional<SocketState> state, int port, int page) {

    /// Reads the arguments in any order.
    ///
    /// @throws Failure if one is unknown, empty or wrong
    static SocketFilter parse(List<String> args) throws Failure {
        SocketFilter filter = new SocketFilter("", Optional.empty(), 0, 1);
        for (String arg : args) {
            filter = filter.with(arg);
        }
        return filter;
    }

    boolean accepts(SocketRow row) {
        return (state.isEmpty() || row.state().equals(state.get().name()))
                && (port == 0 || row.hasPort(port));
    }

    private SocketFilter with(String arg) throws Failure {
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg : arg.substring(0, equals);
        String value = equals < 0 ? "" : arg.substring(equals + 1);
        return switch (name) {
            case "--state" -> new SocketFilter(input, Optional.of(state(value)), port, page);
            case "--port" -> new SocketFilter(input, state, number("port", value, 65_535), page);
            case "--page" -> new SocketFilter(input, state, port, number("page", value, 99_999));
            default -> withInput(arg);
        };
    }

    private SocketFilter withInput(String arg) throws Failure {
        if (arg.startsWith("--")) {
            throw Failure.usage("Unknown option \"" + SafeText.of(arg) + "\".");
        }
        if (arg.isBlank()) {
            throw Failure.usage("The file is missing: the argument is empty.");
        }
        if (!input.isEmpty()) {
            throw Failure.usage("One file at a time: \"" + SafeText.of(arg) + "\" is the second.");
        }
        return new SocketFilter(arg, state, port, page);
    }

    private static SocketState state(String word) throws Failure {
        return SocketState.named(word)
                .orElseThrow(() ->
                        Failure.usage(
                                "Unknown state \""
                                        + SafeText.of(word)
                                        + "\". There are "
                                        + List.of(SocketState.values())
                                        + "."));
    }

    private static int number(String name, String text, int highest) throws Failure {
        int number = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > highest) {
            throw Failure.usage(
                    "The %s \"%s\" is not a number from 1 to %d."
                            .formatted(name, SafeText.of(text), highest));
        }
        return number;
    }
}
