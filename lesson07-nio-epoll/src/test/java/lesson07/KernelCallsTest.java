package lesson07;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import course.testkit.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the event loop asks the kernel, seen by `strace`: a visitor who says hello and leaves. The
/// README shows this run; `mvn -pl lesson07 test -Dtest=KernelCallsTest -Dtext=update` makes it
/// anew.
class KernelCallsTest {

    static final Recording RECORDING = new Recording("kernel-calls.txt", KernelCalls::normalised);

    private static final String CALLS =
            "?epoll_create,epoll_create1,eventfd2,epoll_ctl,?epoll_wait,epoll_pwait,socket,bind,listen,accept,accept4,read,"
                    + "write,shutdown,close";

    @TempDir Path folder;

    @Test
    void theLoopAsksTheKernelWhatTheReadmeSays() throws Exception {
        assumeTrue(
                hasStrace(),
                "There is no strace here that may look into a process. It is for Linux only;"
                        + " on Debian: apt-get install -y strace");

        Process server = start();
        try (BufferedReader out = server.inputReader()) {
            int port = Integer.parseInt(out.readLine().replaceFirst(".*:", ""));
            visit(port);
            visit(port); // with the last one the server ends, and who closes what first is a
            // matter of luck
            assertThat(server.waitFor(40, TimeUnit.SECONDS)).as("the server has ended").isTrue();
        } finally {
            server.destroyForcibly();
        }

        List<String> loop = threadThatCalls("epoll_p?wait");
        RECORDING.compareOrKeep(KernelCalls.excerpt(threadThatCalls("listen"), loop));
    }

    /// A container may forbid it: then strace ends with an error.
    private static boolean hasStrace() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "-o", "/dev/null", "true").start().waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        "strace",
                        "-ff",
                        "-e",
                        "trace=" + CALLS,
                        "-o",
                        folder.resolve("thread").toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes(),
                        EventLoopServer.class.getName(),
                        "0",
                        "2")
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    /// Where the lesson's classes are.
    static String classes() {
        return Path.of(
                        java.net.URI.create(
                                EventLoopServer.class
                                        .getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }

    private static void visit(int port) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(Bytes.utf8("hello\n"));
            assertThat(client.getInputStream().readNBytes(6)).isEqualTo(Bytes.utf8("hello\n"));
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    /// With -ff, strace writes a file for each thread.
    private List<String> threadThatCalls(String call) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().startsWith("thread")).toList()) {
                List<String> lines = Files.readAllLines(file);
                if (lines.stream().anyMatch(line -> line.matches(call + "\\(.*"))) {
                    return lines;
                }
            }
        }
        throw new AssertionError("no thread has called " + call);
    }

    @Test
    void whatReadReturnsIsNoDescriptor() {
        List<String> calls =
                List.of("eventfd2(0, 0) = 6", "read(6, \"hello\\n\", 65536) = 6", "close(6) = 0");

        assertThat(KernelCalls.normalised(calls))
                .containsExactly(
                        "eventfd2(0, 0) = #1",
                        "read(#1, \"hello\\n\", 65536) = 6",
                        "close(#1) = 0");
    }

    @Test
    void numbersThatAreGivenAgainAreToldApart() {
        List<String> main =
                List.of(
                        "epoll_create1(EPOLL_CLOEXEC)            = 4",
                        "eventfd2(0, 0)                          = 5",
                        "read(9, \"class\", 1024) = 5",
                        "socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 7",
                        "close(7)                                = 0",
                        "socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 7",
                        "listen(7, 4096)                         = 0",
                        "socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 8");
        List<String> loop =
                List.of(
                        "read(9, \"class\", 1024) = 5",
                        "epoll_wait(4, [], 1024, 973)            = 0",
                        "accept(7, {sa_family=AF_INET6, sin6_port=htons(48722), \"::1\"}, [28]) = 9",
                        "read(9, \"hello\\n\", 65536)               = 6",
                        "close(9) = 0",
                        "epoll_wait(4, [{events=EPOLLIN, data={u32=7, u64=9}}], 1024, 968) = 1");

        List<String> excerpt = KernelCalls.excerpt(main, loop);

        assertThat(KernelCalls.normalised(excerpt))
                .containsExactly(
                        KernelCalls.MAIN,
                        "epoll_create1(EPOLL_CLOEXEC) = #1",
                        "eventfd2(0, 0) = #2",
                        "socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = #3",
                        "listen(#3, 4096) = 0",
                        KernelCalls.LOOP,
                        "accept(#3, {ADDRESS}) = #4",
                        "read(#4, \"hello\\n\", 65536) = 6",
                        "close(#4) = 0");
    }
}
