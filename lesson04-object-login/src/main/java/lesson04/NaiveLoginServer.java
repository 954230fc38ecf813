package lesson04;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;

/// Step 1: answers logins as many texts show it. It reads any object that a client sends, compares
/// plain passwords with `equals`, and serves one client after the other, without a time limit.
///
/// It falls to nearly every attack of [Attack]. Do not build on it.
public final class NaiveLoginServer implements LoginServer {

    /// The passwords, for everybody who reads this file, its history, or the memory of the server.
    static final Map<String, String> PASSWORDS = Map.of("小明", "secret", "小红", "芝麻开门");

    private final ServerSocket listener;

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; see [LoginServer].
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return LoginServer.run("NaiveLoginServer", NaiveLoginServer::new, args, out, err);
    }

    /// Listens from now on; does not block. The caller closes. Port 0 takes any free port.
    public NaiveLoginServer(InetSocketAddress address) throws IOException {
        listener = new ServerSocket(address.getPort(), BACKLOG, address.getAddress());
    }

    @Override
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    // region serve
    @Override
    public void serve(int clients, PrintStream out, PrintStream err)
            throws IOException, ClassNotFoundException {
        for (int i = 0; i < clients; i++) {
            try (Socket client = listener.accept();
                    ObjectInputStream in = new ObjectInputStream(client.getInputStream());
                    DataOutputStream answer = new DataOutputStream(client.getOutputStream())) {
                User user = (User) in.readObject();
                boolean ok = user.password().equals(PASSWORDS.get(user.name()));
                out.println(LoginServer.line(client, user, ok));
                answer.writeBoolean(ok);
            }
        }
    }

    // endregion

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
