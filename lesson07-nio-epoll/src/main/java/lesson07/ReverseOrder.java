package lesson07;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Connects several clients to an echo server, one after the other, and then lets them talk: the
/// last one first. Whoever gets no answer stays, and waits for it until all have talked.
///
/// A server that serves its clients at the same time does not mind the order. Here luck plays no
/// part: each step waits for the one before.
public final class ReverseOrder implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int MOST_CLIENTS = 1_000;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ReverseOrder [host] [port] [clients]
                    Clients of an echo server that connect in order and talk in reverse order.
                    Defaults: localhost 8888 3. At most 1000 clients.
                    Example: ./course run lesson07 ReverseOrder localhost 8888 3
                    """,
                    3);

    private final InetSocketAddress server;
    private final PrintStream out;
    private final List<Socket> clients = new ArrayList<>();

    private ReverseOrder(InetSocketAddress server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 all were answered at once, 1 some had to wait,
    /// 2 wrong arguments, 3 no server, or one that does not echo.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    String host = arguments.text(0, "host", "localhost");
                    InetSocketAddress server = new InetSocketAddress(host, arguments.port(1, 1));
                    int number = ServerProgram.number(arguments, 2, "number of clients", 3);
                    if (number < 1 || number > MOST_CLIENTS) {
                        throw Failure.usage("There can be 1 to 1000 clients.");
                    }
                    return talk(server, number, out);
                });
    }

    private static int talk(InetSocketAddress server, int number, PrintStream out) throws Failure {
        try (ReverseOrder crowd = new ReverseOrder(server, out)) {
            crowd.connect(number);
            return crowd.talk() ? Program.DONE : Program.CHECKS_FAILED;
        } catch (SocketTimeoutException _) {
            throw broken(server, "nothing came for 10 seconds. Is it an echo server?");
        } catch (IOException e) {
            throw broken(server, e.getMessage() + ". Look at the server's lines.");
        }
    }

    private void connect(int number) throws Failure, IOException {
        for (int i = 0; i < number; i++) {
            Socket client = new Socket();
            clients.add(client);
            try {
                client.connect(server, (int) LIMIT.toMillis());
            } catch (IOException e) {
                String why = e.getMessage() == null ? "no such host" : e.getMessage();
                throw broken(server, why + ". Start the server first, in another terminal.");
            }
        }
        out.println("Connected to " + Endpoint.of(server) + ": " + number + " clients");
    }

    /// Returns whether all were answered at once.
    private boolean talk() throws Failure, IOException {
        List<Integer> waiting = new ArrayList<>();
        for (int number = clients.size(); number > 0; number--) {
            send(number);
            if (isAnswered(number, PATIENCE)) {
                out.println("Client " + number + " is answered at once");
                leave(number);
            } else {
                out.println("Client " + number + " gets no answer, and waits");
                waiting.addFirst(number);
            }
        }
        for (int number : waiting) {
            if (!isAnswered(number, LIMIT)) {
                throw broken(server, "no answer within 10 seconds");
            }
            out.println("Client " + number + " is answered at last");
            leave(number);
        }
        return waiting.isEmpty();
    }

    private void send(int number) throws IOException {
        client(number).getOutputStream().write(text(number));
    }

    private boolean isAnswered(int number, Duration limit) throws Failure, IOException {
        client(number).setSoTimeout((int) limit.toMillis());
        byte[] expected = text(number);
        byte[] answer = new byte[expected.length];
        try {
            int length = client(number).getInputStream().readNBytes(answer, 0, answer.length);
            if (length < answer.length || !java.util.Arrays.equals(answer, expected)) {
                throw broken(server, "client " + number + " did not get its own text back");
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    /// Ends the own stream and waits for the server's end: when it comes, the server is done with
    /// this client.
    private void leave(int number) throws IOException {
        client(number).setSoTimeout((int) LIMIT.toMillis());
        client(number).shutdownOutput();
        client(number).getInputStream().transferTo(OutputStream.nullOutputStream());
        client(number).close();
    }

    private Socket client(int number) {
        return clients.get(number - 1);
    }

    private static byte[] text(int number) {
        return ("你好 " + number + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Failure broken(InetSocketAddress server, String why) {
        String end = SafeText.of(Endpoint.of(server));
        return Failure.environment("No conversation with " + end + ": " + why);
    }

    @Override
    public void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }
}
