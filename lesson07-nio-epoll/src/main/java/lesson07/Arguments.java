package lesson07;

import java.util.Arrays;
import java.util.List;

/// A program's arguments, by position. What is left out has a default. What is empty, unknown or
/// invalid is a [Failure], each with a message of its own.
final class Arguments {

    static final int DEFAULT_PORT = 8888;

    private static final int HIGHEST_PORT = 65_535;

    private final String[] args;

    /// @throws Failure if there are more than `most`
    Arguments(int most, String... args) throws Failure {
        if (args.length > most) {
            throw Failure.usage("Unknown argument \"" + SafeText.of(args[most]) + "\".");
        }
        this.args = args.clone();
    }

    /// The text at `index`, counted from 0.
    String text(int index, String name, String byDefault) throws Failure {
        if (index >= args.length) {
            return byDefault;
        }
        String text = args[index];
        if (text.isBlank()) {
            throw Failure.usage(
                    "The " + name + " is missing: argument " + (index + 1) + " is empty.");
        }
        if (text.startsWith("--")) {
            throw Failure.usage("Unknown option \"" + SafeText.of(text) + "\".");
        }
        return text;
    }

    /// All texts from `index` on, as they are.
    List<String> texts(int index, String byDefault) {
        List<String> given = Arrays.asList(args);
        return index < args.length ? given.subList(index, args.length) : List.of(byDefault);
    }

    /// The port at `index`, 8888 by default.
    ///
    /// @param lowest 0 for a server, where it means "any free port"; 1 for a client
    int port(int index, int lowest) throws Failure {
        String text = text(index, "port", Integer.toString(DEFAULT_PORT));
        if (!text.matches("[+-]?\\d+")) {
            throw Failure.usage("The port \"" + SafeText.of(text) + "\" is not a number.");
        }
        int port = text.matches("\\d{1,5}") ? Integer.parseInt(text) : -1;
        if (port < lowest || port > HIGHEST_PORT) {
            String range = " is out of range: it must be from " + lowest + " to " + HIGHEST_PORT;
            throw Failure.usage("The port " + SafeText.of(text) + range + ".");
        }
        return port;
    }
}
