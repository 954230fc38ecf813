package lesson06;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Shows two answers for one name: what a DNS server says to queries made by hand, and what
/// [InetAddress] says. That asks the system: its hosts file, its caches, its DNS server. It blocks
/// until the system has answered or given up, which can take many seconds.
public final class TwoAnswers {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TwoAnswers [name] [server] [port]
                    Asks a DNS server for a name, and asks InetAddress for the same name.
                    Defaults: localhost localhost 8888.
                    Example: ./course run lesson06 TwoAnswers localhost localhost 8888
                    """,
                    3);

    /// Where a Java program gets the addresses of a name from.
    @FunctionalInterface
    interface Names {
        InetAddress[] addressesOf(String name) throws UnknownHostException;
    }

    private TwoAnswers() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no DNS server.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(InetAddress::getAllByName, args, out, err);
    }

    static int run(Names names, String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    String name = arguments.text(0, "name", "localhost");
                    InetSocketAddress server = DnsArguments.server(arguments, 1);
                    out.println(
                            "The DNS server " + Endpoint.of(server) + ", a query for each type");
                    byHand(name, DnsType.A, server, out);
                    byHand(name, DnsType.AAAA, server, out);
                    out.println("InetAddress.getAllByName, one call");
                    byTheSystem(names, name, out);
                    return Program.DONE;
                });
    }

    private static void byHand(String name, DnsType type, InetSocketAddress server, PrintStream out)
            throws Failure {
        DnsQuestion question = DnsArguments.question(name, type.name());
        PrintStream nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        DnsDissection answer =
                DnsQuery.ask(server, question, DnsArguments.randomId(), LIMIT, nowhere);
        List<String> lines = answer.answers().stream().map(DnsQuery::inWords).toList();
        print(type.name(), lines.isEmpty() ? List.of(nothing(answer.header())) : lines, out);
    }

    private static String nothing(DnsHeader header) {
        return header.code() == DnsHeader.NO_ERROR ? "no such record" : header.codeName();
    }

    private static void byTheSystem(Names names, String name, PrintStream out) {
        try {
            List<String> lines =
                    List.of(names.addressesOf(name)).stream()
                            .map(InetAddress::getHostAddress)
                            .toList();
            print("", lines, out);
        } catch (UnknownHostException e) {
            print("", List.of("UnknownHostException: " + SafeText.of(e.getMessage())), out);
        }
    }

    /// No more than a screen: a server may send thousands of records.
    private static void print(String type, List<String> lines, PrintStream out) {
        lines.stream()
                .limit(DnsRows.RECORDS)
                .forEach(line -> out.println("  %-4s  %s".formatted(type, line)));
        if (lines.size() > DnsRows.RECORDS) {
            out.println("        and " + (lines.size() - DnsRows.RECORDS) + " more");
        }
    }
}
