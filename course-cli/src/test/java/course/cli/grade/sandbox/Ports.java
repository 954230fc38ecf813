package course.cli.grade.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;

/// Says what the network of a sandbox is like.
final class Ports {

    private static final int MILLIS = 1_000;

    private Ports() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[1]);
        if (args[0].equals("listen")) {
            try (ServerSocket server =
                    new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                System.out.println("listening");
                server.accept().close();
            }
        }
        own("127.0.0.1");
        own("::1");
        System.out.println(
                "interfaces: "
                        + NetworkInterface.networkInterfaces()
                                .map(NetworkInterface::getName)
                                .toList());
        for (int i = 2; i < args.length; i++) {
            System.out.println(args[i] + ": " + (reaches(args[i], port) ? "yes" : "no"));
        }
    }

    private static void own(String loopback) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral(loopback));
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket accepted = server.accept()) {
            System.out.print(
                    "own loopback: " + loopback + " " + accepted.getRemoteSocketAddress() + ", ");
            client.shutdownOutput();
        }
    }

    private static boolean reaches(String address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
