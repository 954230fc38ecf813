package lesson05;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Measures what an idle client costs a server: opens connections, each with a thread that waits in
/// `read`, and asks the kernel how much memory the process has gained. First with virtual threads,
/// then with platform threads.
///
/// Linux only: it reads `/proc/self/status`. The figures differ from machine to machine and contain
/// the clients' ends too, which live in the same process; the order of magnitude stays.
public final class ThreadCost {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int WARM_UP = 50;
    private static final int MOST_CLIENTS = 4_000;
    private static final int LIMIT_SECONDS = 60;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: ThreadCost [clients]
                    Measures the memory of an idle client, with both kinds of threads. Linux only.
                    clients: 1 to 4000; default 1000.
                    Example: ./course run lesson05 ThreadCost 1000
                    """,
                    1);

    private ThreadCost() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments, 3 not on Linux, or not
    /// enough descriptors.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    int clients = ServerProgram.number(arguments, 0, "number of clients", 1_000);
                    if (clients < 1 || clients > MOST_CLIENTS) {
                        throw Failure.usage("There can be 1 to 4000 clients.");
                    }
                    if (!Files.exists(STATUS)) {
                        throw Failure.environment("There is no " + STATUS + ": not a Linux.");
                    }
                    return compare(clients, out);
                });
    }

    private static int compare(int clients, PrintStream out)
            throws Failure, IOException, InterruptedException {
        try {
            bytesEach(VirtualThreadServer::open, WARM_UP); // loads what both of them need
            bytesEach(ThreadPerClientServer::open, WARM_UP);
            long virtual = bytesEach(VirtualThreadServer::open, clients);
            long platform = bytesEach(ThreadPerClientServer::open, clients);
            out.println(clients + " idle clients, memory of each:");
            out.println(String.format("virtual thread   %5.1f KiB", virtual / 1024.0));
            out.println(String.format("platform thread  %5.1f KiB", platform / 1024.0));
            return Program.DONE;
        } catch (java.net.SocketException e) {
            throw Failure.environment("Not so many connections (" + e.getMessage() + ").");
        }
    }

    private static long bytesEach(ServerProgram.Opening opening, int number)
            throws IOException, InterruptedException {
        Visitors visitors = new Visitors(new PrintStream(OutputStream.nullOutputStream()), number);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        CountDownLatch reading = new CountDownLatch(number);
        List<SocketChannel> clients = new ArrayList<>();
        System.gc();
        long before = residentBytes();
        try (Server server =
                opening.open(new InetSocketAddress(loopback, 0), new Silence(reading), visitors)) {
            for (int i = 0; i < number; i++) {
                clients.add(SocketChannel.open(server.address()));
            }
            reading.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            return (residentBytes() - before) / number;
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }

    /// Waits in `read`, as an echo server does with a client that says nothing.
    private record Silence(CountDownLatch reading) implements Protocol {

        @Override
        public void serve(Connection client) throws IOException {
            reading.countDown();
            new EchoProtocol().serve(client);
        }

        @Override
        public Limits limits() {
            return new Limits(Limits.UNLIMITED, Limits.UNLIMITED);
        }
    }

    /// The memory that this process has in the machine's RAM.
    private static long residentBytes() throws IOException {
        String kilobytes =
                Files.readAllLines(STATUS).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .findFirst()
                        .orElse("0")
                        .replaceAll("\\D", "");
        return Long.parseLong(kilobytes) * 1_024;
    }
}
