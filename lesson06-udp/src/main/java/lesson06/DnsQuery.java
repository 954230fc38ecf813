package lesson06;

import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Asks a DNS server for one name and shows the bytes of query and answer. A truncated answer is
/// asked for again over TCP.
///
/// It prints what the answer holds. Whether each record belongs to the name that was asked for,
/// only a reader of compressed names can tell (exercise 6.6).
///
/// See RFC 1035, 4.
public final class DnsQuery {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int SERVER_FAILURE = 2;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: DnsQuery [name] [A|AAAA|CNAME] [server] [port] [id]
                    Asks a DNS server, and shows the bytes of the query and of the answer.
                    Defaults: www.course.example A localhost 8888, and a random id. Give four hex
                    digits for the id to see the same bytes on each run.
                    Example: ./course run lesson06 DnsQuery www.course.example A localhost 8888
                    """,
                    5);

    private DnsQuery() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 no good answer.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return run(args, LIMIT, out, err);
    }

    static int run(String[] args, Duration limit, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    DnsQuestion question =
                            DnsArguments.question(
                                    arguments.text(0, "name", "www.course.example"),
                                    arguments.text(1, "type", DnsType.A.name()));
                    InetSocketAddress server = DnsArguments.server(arguments, 2);
                    int id = DnsArguments.id(arguments.text(4, "id", ""));
                    return report(question, server, ask(server, question, id, limit, out), out);
                });
    }

    /// Asks, and prints both messages.
    static DnsDissection ask(
            InetSocketAddress server, DnsQuestion question, int id, Duration limit, PrintStream out)
            throws Failure {
        DnsExchange exchange = new DnsExchange(server, id, question, limit);
        byte[] bytes = exchange.overUdp(out);
        DnsDissection answer = dissect(bytes, server);
        DnsRows.print(exchange.query(), dissect(exchange.query(), server), out);
        out.println("Answer over UDP, " + bytes.length + " bytes");
        DnsRows.print(bytes, answer, out);
        if (answer.header().has(DnsHeader.TRUNCATED)) {
            bytes = exchange.overTcp(out);
            answer = dissect(bytes, server);
            out.println("Answer over TCP, " + bytes.length + " bytes behind two of length");
            DnsRows.print(bytes, answer, out);
        }
        return answer;
    }

    private static DnsDissection dissect(byte[] bytes, InetSocketAddress server) throws Failure {
        try {
            return DnsDissection.parse(ByteBuffer.wrap(bytes));
        } catch (ProtocolException e) {
            String line = "The answer of %s is malformed: %s. Ask another server.";
            throw Failure.environment(line.formatted(Endpoint.of(server), e.getMessage()));
        }
    }

    private static int report(
            DnsQuestion question, InetSocketAddress server, DnsDissection answer, PrintStream out)
            throws Failure {
        String asked = SafeText.of(question.name()) + " " + DnsType.nameOf(question.type());
        DnsHeader header = answer.header();
        if (header.code() != DnsHeader.NO_ERROR) {
            String line = "The DNS server %s answers %s to %s: %s";
            throw Failure.environment(
                    line.formatted(
                            Endpoint.of(server), header.codeName(), asked, meaning(header.code())));
        }
        if (answer.answers().isEmpty()) {
            out.println(asked + ": the name exists, but it has no such record");
        }
        answer.answers().stream()
                .limit(DnsRows.RECORDS)
                .forEach(data -> out.println(asked + ": " + inWords(data)));
        if (answer.answers().size() > DnsRows.RECORDS) {
            out.println("and " + (answer.answers().size() - DnsRows.RECORDS) + " more");
        }
        return Program.DONE;
    }

    private static String meaning(int code) {
        return switch (code) {
            case DnsHeader.NO_SUCH_NAME -> "there is no such name. Look at its spelling.";
            case SERVER_FAILURE -> "it could not find out. Ask later, or ask another server.";
            default -> "it does not answer this question. Ask another server.";
        };
    }

    static String inWords(DnsData data) {
        String kept = ", may be kept for " + data.ttl() + " s";
        return switch (data) {
            case DnsData.Address address -> address.address().getHostAddress() + kept;
            case DnsData.Alias _ -> "an alias" + kept;
            case DnsData.Other other -> "a record of type " + other.type() + kept;
        };
    }
}
