package lesson99;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A worked program for the tests of the testkit.
public final class Greeter {

    private Greeter() {}

    // region run
    public static int run(String[] args, PrintStream out, PrintStream err) throws IOException {
        int port = Integer.parseInt(args[0]);
        try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            out.println("Waiting on localhost:" + listener.getLocalPort());
            try (Socket client = listener.accept()) {
                out.println("From localhost:" + client.getPort() + " after 12 ms");
                out.println(new DataInputStream(client.getInputStream()).readUTF());
            }
        }
        return 0;
    }
    // endregion
}
