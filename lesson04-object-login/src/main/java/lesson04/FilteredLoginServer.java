package lesson04;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// Step 2: reads a [User] and nothing else, waits for a silent client only so long, and goes on
/// when a client sends nonsense. It still serves one client after the other, compares plain
/// passwords, and falls to some attacks of [Attack].
///
/// See JEP 290 and [ObjectInputFilter].
public final class FilteredLoginServer implements LoginServer {

    // region filter
    /// What a stream may hold: one [User] is three objects (itself and two texts), and none of them
    /// lies deeper than 1. `!*` refuses every class that is not named before. It does not refuse an
    /// array of numbers, which is of no named class: that needs `maxarray`.
    static final ObjectInputFilter FILTER =
            ObjectInputFilter.Config.createFilter(
                    "maxdepth=1;maxrefs=3;maxarray=0;maxbytes=1000;lesson04.User;!*");

    // endregion

    /// How long one `read` waits.
    static final Duration READ_LIMIT = Duration.ofSeconds(1);

    private final ServerSocket listener;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; see [LoginServer].
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return LoginServer.run("FilteredLoginServer", FilteredLoginServer::new, args, out, err);
    }

    /// Listens from now on; does not block. The caller closes. Port 0 takes any free port.
    public FilteredLoginServer(InetSocketAddress address) throws IOException {
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void serve(int clients, PrintStream out, PrintStream err) throws IOException {
        for (int i = 0; i < clients; i++) {
            try (Socket client = listener.accept()) {
                String from = Endpoint.of(client.getRemoteSocketAddress());
                try {
                    client.setSoTimeout((int) READ_LIMIT.toMillis());
                    answer(client, out);
                } catch (IOException | ClassNotFoundException | RuntimeException e) {
                    err.println(from + " sent no login: " + NoLogin.inWords(e));
                }
            }
        }
    }

    private static void answer(Socket client, PrintStream out)
            throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(client.getInputStream());
                DataOutputStream answer = new DataOutputStream(client.getOutputStream())) {
            in.setObjectInputFilter(FILTER);
            if (!(in.readObject() instanceof User user)) {
                throw new InvalidObjectException("not a user");
            }
            boolean ok = user.password().equals(NaiveLoginServer.PASSWORDS.get(user.name()));
            out.println(LoginServer.line(client, user, ok));
            answer.writeBoolean(ok);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
