package lesson04;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// What the lesson's three login servers have in common: one answer per client, and the program
/// around it.
///
/// A client sends one [User] as an object stream. The server answers one byte, 1 or 0, as
/// [java.io.DataOutput#writeBoolean(boolean)] writes it, and closes.
public interface LoginServer extends AutoCloseable {

    /// How many connections the kernel keeps until they are accepted.
    int BACKLOG = 250;

    /// Opens a server on an address.
    @FunctionalInterface
    interface Opening {
        LoginServer at(InetSocketAddress address) throws IOException;
    }

    /// Where the server listens, with the real port.
    InetSocketAddress address();

    /// Serves so many clients, then returns. Blocks. Each client costs one line: a login on `out`,
    /// anything else on `err`.
    ///
    /// @throws IOException if the server is closed meanwhile
    /// @throws ClassNotFoundException only the naive one: a client has sent a class that is not
    ///   here
    void serve(int clients, PrintStream out, PrintStream err)
            throws IOException, ClassNotFoundException;

    /// Stops listening. May be called twice.
    @Override
    void close() throws IOException;

    /// Runs a server as a program; returns its exit status: 0 done, 2 wrong arguments, 3 no such
    /// port to be had, or the server has fallen.
    static int run(String name, Opening opening, String[] args, PrintStream out, PrintStream err) {
        String usage =
                """
                Usage: NAME [port] [clients]
                Answers logins. Ends after so many clients; without that number, never.
                port: 0 to 65535; 0 takes any free port; default 8888. Ctrl-C ends the program.
                Example: ./course run lesson04 NAME 8888
                """
                        .replace("NAME", name);
        return new Program(usage, 2)
                .run(
                        args,
                        out,
                        err,
                        arguments -> {
                            InetAddress loopback = InetAddress.getLoopbackAddress();
                            int clients = clients(arguments);
                            InetSocketAddress address =
                                    new InetSocketAddress(loopback, arguments.port(0, 0));
                            return serve(opening, address, clients, out, err);
                        });
    }

    private static int serve(
            Opening opening,
            InetSocketAddress address,
            int clients,
            PrintStream out,
            PrintStream err)
            throws Failure, IOException {
        try (LoginServer server = opening.at(address)) {
            out.println("Listening on " + Endpoint.of(server.address()) + ", waiting for logins");
            server.serve(clients, out, err);
            return Program.DONE;
        } catch (BindException e) {
            throw Failure.cannotListen(address, e);
        } catch (IOException
                | ClassNotFoundException
                | RuntimeException
                | StackOverflowError
                | OutOfMemoryError e) {
            throw Failure.environment("The server has fallen: " + e.getClass().getName());
        }
    }

    private static int clients(Arguments arguments) throws Failure {
        String text = arguments.text(1, "number of clients", Integer.toString(Integer.MAX_VALUE));
        try {
            int clients = Integer.parseInt(text);
            if (clients > 0) {
                return clients;
            }
        } catch (NumberFormatException _) {
            // said below, as for 0
        }
        throw Failure.usage(
                "The number of clients \"" + SafeText.of(text) + "\" is no number from 1 up.");
    }

    /// What a server prints about a login. A failed one goes without the name: people type their
    /// password where the name belongs.
    static String line(Socket client, User user, boolean ok) {
        String from = Endpoint.of(client.getRemoteSocketAddress());
        return from + (ok ? " login ok: " + SafeText.of(user.name()) : " login failed");
    }
}
