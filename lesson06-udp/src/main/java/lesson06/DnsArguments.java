package lesson06;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;

/// What the programs that ask a DNS server are given: name and type, the server, an id.
final class DnsArguments {

    private DnsArguments() {}

    static DnsQuestion question(String name, String type) throws Failure {
        try {
            return DnsQuestion.of(name, type(type));
        } catch (IllegalArgumentException e) {
            String line = "\"%s\" is not a name that DNS can be asked for: %s.";
            throw Failure.usage(
                    line.formatted(SafeText.of(name), SafeText.of(String.valueOf(e.getMessage()))));
        }
    }

    private static DnsType type(String text) throws Failure {
        for (DnsType type : DnsType.values()) {
            if (type.name().equals(text.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        throw Failure.usage("The type \"" + SafeText.of(text) + "\" is none of A, AAAA, CNAME.");
    }

    static InetSocketAddress server(Arguments arguments, int index) throws Failure {
        String host = arguments.text(index, "server", "localhost");
        InetSocketAddress server = new InetSocketAddress(host, arguments.port(index + 1, 1));
        if (server.isUnresolved()) {
            String line = "No such host is known: %s. Give the address of a DNS server.";
            throw Failure.environment(line.formatted(SafeText.of(host)));
        }
        return server;
    }

    /// Nobody may be able to guess the id: who does can answer in the server's place (RFC 5452).
    static int randomId() {
        return new SecureRandom().nextInt(0x10000);
    }

    static int id(String text) throws Failure {
        if (text.isEmpty()) {
            return randomId();
        }
        if (!text.matches("[0-9a-fA-F]{4}")) {
            throw Failure.usage("The id \"" + SafeText.of(text) + "\" is not four hex digits.");
        }
        return HexFormat.fromHexDigits(text);
    }
}
