package lesson99.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import lesson99.exercise.Doubler;

/// A launcher for the tests of the testkit: the first argument says what it does.
public final class SampleMain {

    private static int count;

    private SampleMain() {}

    public static void main(String[] arguments) {
        switch (arguments[0]) {
            case "echo" -> Launcher.serveEach(SampleMain::echo);
            case "stub at once" ->
                    Launcher.serve(() -> {
                        Doubler.stub();
                        return Launcher.ANY_PORT;
                    });
            case "stub later" -> Launcher.serveEach(_ -> Doubler.stub());
            case "breaks" -> Launcher.serveEach(_ -> Doubler.breaks());
            case "floods" -> {
                System.out.println("one of many lines\n".repeat(100_000) + "x".repeat(1_000_000));
                Launcher.serveEach(SampleMain::echo);
            }
            case "says" -> {
                System.out.println(arguments[1]);
                Launcher.serveEach(SampleMain::echo);
            }
            case "ends no line" -> {
                System.out.print("a line without its end");
                Launcher.serveEach(SampleMain::echo);
            }
            case "environment" ->
                    Launcher.serveEach(client ->
                            answer(Objects.toString(System.getenv(arguments[1])), client));
            case "counts" ->
                    Launcher.serveEach(client ->
                            answer(ProcessHandle.current().pid() + " " + ++count, client));
            case "leaves a thread" -> {
                Thread.ofPlatform().daemon().start(LockSupport::park);
                Launcher.serveEach(SampleMain::echo);
            }
            case "leaves a virtual thread" -> {
                Thread.startVirtualThread(LockSupport::park);
                Launcher.serveEach(SampleMain::echo);
            }
            case "calls" -> Launcher.start(() -> call(Integer.parseInt(arguments[1])));
            case "closes" -> close();
            case "ends" ->
                    Launcher.serve(() -> Launcher.accept(SampleMain::echo), () -> System.exit(0));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void answer(String line, Socket client) throws IOException {
        client.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void echo(Socket client) throws Exception {
        InputStream in = client.getInputStream();
        in.transferTo(client.getOutputStream());
    }

    private static void call(int port) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('!');
        }
    }

    private static void close() {
        ServerSocket[] opened = new ServerSocket[1];
        Launcher.serve(
                () -> {
                    opened[0] = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                    return (java.net.InetSocketAddress) opened[0].getLocalSocketAddress();
                },
                () -> opened[0].close());
    }
}
