package lesson99;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;

/// The other half of [Greeter].
public final class Caller {

    private Caller() {}

    public static int run(String[] args, PrintStream out, PrintStream err) {
        try (Socket server =
                new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]))) {
            new DataOutputStream(server.getOutputStream()).writeUTF(args[1]);
            out.println("Sent " + args[1]);
            return 0;
        } catch (IOException _) {
            err.println("No server at localhost:" + args[0]);
            return 3;
        }
    }
}
