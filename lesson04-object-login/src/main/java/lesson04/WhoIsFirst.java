package lesson04;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Shows that two ends must not both begin with an `ObjectInputStream`: its constructor reads the
/// stream header, four bytes that the other end's `ObjectOutputStream` constructor writes.
///
/// See the Java Object Serialization Specification, 6.4.2 (`magic version contents`).
public final class WhoIsFirst {

    private static final int LIMIT_MILLIS = 500;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: WhoIsFirst
                    Makes object streams at both ends of a connection, in every order.
                    Example: ./course run lesson04 WhoIsFirst
                    """,
                    0);

    private WhoIsFirst() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, _ -> show(out));
    }

    private static int show(PrintStream out) throws IOException {
        out.println("client's first  server's first  result");
        for (String client : new String[] {"output", "input"}) {
            for (String server : new String[] {"output", "input"}) {
                String result = result(client.equals("input"), server.equals("input"));
                out.println(String.format("%-16s%-16s%s", client, server, result));
            }
        }
        return Program.DONE;
    }

    private static String result(boolean clientReads, boolean serverReads) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket server = listener.accept()) {
            CompletableFuture<Boolean> atClient = start("client", client, clientReads);
            CompletableFuture<Boolean> atServer = start("server", server, serverReads);
            return atClient.join() && atServer.join()
                    ? "both ends have both streams"
                    : "each waits for the other's header; given up";
        } catch (CompletionException e) {
            throw new IOException("an end could not make its streams", e.getCause());
        }
    }

    private static CompletableFuture<Boolean> start(String name, Socket end, boolean readsFirst) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .name(name)
                .start(() -> {
                    try {
                        result.complete(makeStreams(end, readsFirst));
                    } catch (IOException e) {
                        result.completeExceptionally(e);
                    }
                });
        return result;
    }

    /// Makes both streams of one end. Returns whether both constructors have come to their end.
    private static boolean makeStreams(Socket end, boolean readsFirst) throws IOException {
        end.setSoTimeout(LIMIT_MILLIS);
        try {
            if (readsFirst) {
                new ObjectInputStream(end.getInputStream()); // blocks: waits for four bytes
                new ObjectOutputStream(end.getOutputStream());
            } else {
                new ObjectOutputStream(end.getOutputStream()); // sends four bytes
                new ObjectInputStream(end.getInputStream());
            }
            return true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }
}
