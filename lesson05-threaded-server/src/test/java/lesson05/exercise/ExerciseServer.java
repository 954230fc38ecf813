package lesson05.exercise;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/// Opens the server of an exercise in a process of its own, until the standard input ends: that is
/// when the tests end, however they end. A client of it gets at least one byte at once.
final class ExerciseServer {

    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private ExerciseServer() {}

    public static void main(String[] args) throws IOException {
        System.out.println("Listening on port:" + open(args[0]).getPort());
        while (System.in.read() >= 0) {
            System.out.println("Only the end of the input is of interest here.");
        }
        System.exit(0);
    }

    private static InetSocketAddress open(String name) throws IOException {
        return switch (name) {
            case "ChatRoom" -> new ChatRoom(ANY_PORT).address();
            case "WaitingRoom" -> new WaitingRoom(ANY_PORT).address();
            case "GracefulServer" ->
                    new GracefulServer(ANY_PORT, Duration.ZERO, ExerciseServer::greet).address();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static void greet(Socket client) throws IOException {
        client.getOutputStream().write('!');
        while (client.getInputStream().read() >= 0) {
            client.getOutputStream().write('.');
        }
    }
}
