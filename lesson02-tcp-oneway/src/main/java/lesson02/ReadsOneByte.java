package lesson02;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The process that [HowItEnds] kills: connects, reads one byte, sends it back, and then waits.
final class ReadsOneByte {

    private ReadsOneByte() {}

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(args[0]);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(socket.getInputStream().read());
            System.in.read(); // until it is killed, or the program that started it has ended
        }
    }

    /// Starts a class of this lesson in a process of its own, with the Java that runs now. The
    /// caller ends the process.
    static Process startProcess(Class<?> main, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // starts sooner
        command.addAll(List.of("-cp", classes(main).toString(), main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Path classes(Class<?> main) throws IOException {
        try {
            return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("cannot find the folder of the classes", e);
        }
    }
}
