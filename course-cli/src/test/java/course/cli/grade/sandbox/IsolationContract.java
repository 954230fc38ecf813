package course.cli.grade.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a sandbox that keeps the code in does besides.
abstract class IsolationContract extends JobContract {

    @Test
    void itSaysThatItKeepsTheCodeIn() {
        assertThat(sandbox().isolates()).isTrue();
        assertThat(sandbox().inWords()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/home", "/root", "/var/run/docker.sock", "/run", "/etc/shadow", "/srv"})
    void whatTheMachineHasIsNotThere(String path) throws Exception {
        // An image may have the folder, but nothing in it is this machine's.
        assertThat(said(shell("cat %s 2>/dev/null; ls -A %s 2>/dev/null".formatted(path, path))))
                .doesNotContain(names(Path.of(path)))
                .doesNotContain("root:");
    }

    /// What lies in a folder; names that nothing has, where it is no folder, empty, or closed to
    /// us.
    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            return List.of("docker.sock");
        }
        // Every system has these.
        List<String> usual = List.of("lock", "shm", "mount", "systemd", "adduser", ".bashrc");
        try (var files = Files.list(folder)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !usual.contains(name) && !name.equals(".profile"))
                            .filter(name -> !isAboveSomethingReadable(folder.resolve(name)))
                            .toList();
            return names.isEmpty() ? List.of("no such name") : names;
        }
    }

    private static boolean isAboveSomethingReadable(Path path) {
        return Path.of(System.getProperty("java.home")).startsWith(path)
                || path.getFileName().toString().equals(".m2");
    }

    @Test
    void theCourseAndOtherSubmissionsAreNotThere() throws Exception {
        Path other = Files.createDirectories(folder.resolve("other student"));
        Files.writeString(other.resolve("Secret.java"), "class Secret {}");
        Path course = Path.of("").toAbsolutePath().getParent();

        assertThat(
                        said(
                                shell(
                                        "(ls '%s'; ls %s; ls %s) 2>/dev/null"
                                                .formatted(other, folder, course))))
                .doesNotContain("Secret", "other student", "pom.xml", "lesson0");
    }

    @Test
    void onlyTmpCanBeWritten() throws Exception {
        String write =
                "for f in $(find / -xdev -type d -writable 2>/dev/null)"
                        + " $(find /dev /etc /home /root /run /var -type d -writable 2>/dev/null)"
                        + " / /dev /dev/shm /usr /var/tmp '%s'; do touch $f/x && echo $f; done 2>/dev/null";

        assertThat(said(shell(write.formatted(readable))).lines())
                .contains("/tmp")
                .allMatch(folder -> folder.startsWith("/tmp"));
        assertThat(readable).isEmptyDirectory();
    }

    @Test
    void whatIsWrittenIsBoundedAndLost() throws Exception {
        String fill =
                "for i in 1 2 3 4; do head -c 4000000 /dev/zero >/tmp/$i || true; done;"
                        + " cat /tmp/? | wc -c";

        assertThat(said(shell(fill)).lines())
                .filteredOn(line -> line.matches("\\d+"))
                .singleElement()
                .satisfies(
                        bytes -> assertThat(Long.parseLong(bytes)).isBetween(7_000_000L, 8L << 20));
        assertThat(said(shell("ls /tmp")).lines()).doesNotContain("1");
    }

    @Test
    void twoJobsDoNotMeetOnAPortNorOnThisMachines() throws Exception {
        try (ServerSocket here = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(here.getLocalPort());
            try (Running first = sandbox().start(java(Ports.class, limits(), "listen", port));
                    Running second = sandbox().start(java(Ports.class, limits(), "listen", port))) {
                assertThat(first.results().readNBytes(9)).asString().isEqualTo("listening");
                assertThat(second.results().readNBytes(9)).asString().isEqualTo("listening");
            }
        }
    }

    @Test
    void loopbackWorksAndNothingElseIsReached() throws Exception {
        try (ServerSocket here = new ServerSocket(0)) {
            List<String> addresses = new ArrayList<>(List.of("127.0.0.1", "::1", "192.0.2.1"));
            addresses.add(InetAddress.getLocalHost().getHostAddress());
            java.net.NetworkInterface.networkInterfaces()
                    .flatMap(java.net.NetworkInterface::inetAddresses)
                    .map(InetAddress::getHostAddress)
                    .forEach(addresses::add);
            List<String> arguments =
                    new ArrayList<>(List.of("reach", Integer.toString(here.getLocalPort())));
            arguments.addAll(addresses);

            String said = said(java(Ports.class, limits(), arguments.toArray(String[]::new)));

            assertThat(said)
                    .contains("own loopback: 127.0.0.1", "own loopback: ::1")
                    .contains("interfaces: [lo]")
                    .contains("192.0.2.1: no")
                    .doesNotContain(": yes");
        }
    }

    @Test
    void processesOfTheMachineAreNotSeen() throws Exception {
        String me = Long.toString(ProcessHandle.current().pid());
        String look = "cat /proc/[0-9]*/comm; kill -0 " + me + " && echo yes";

        assertThat(said(shell(look)).lines())
                .contains("sh")
                .doesNotContain("java", "yes")
                .hasSizeLessThan(8);
    }

    @Test
    void processesAreBounded() throws Exception {
        // Bounded here too: a thousand, should nothing stop it.
        String bomb =
                "i=0; while [ $i -lt 1000 ]; do sleep 20 & echo started; i=$((i+1)); done; wait";
        try (Running running = sandbox().start(shell(bomb))) {
            byte[] started = new byte[8];
            int count = 0;
            while (running.results().readNBytes(started, 0, 8) == 8) {
                count++;
                if (count > 900) {
                    break;
                }
            }
            assertThat(count).isBetween(20, limits().tasks() + 10);
        }
    }

    @Test
    void threadsAreBoundedAndAFewHundredAreThere() throws Exception {
        Job.Limits some = new Job.Limits(400, 300, 30, 8, 200, 2_000);

        assertThat(said(java(Threads.class, some, "200"))).contains("200 threads");
        assertThat(said(java(Threads.class, some, "1000"))).doesNotContain("1000 threads");
    }

    @Test
    void theInnerSandboxSharesTheNetworkAndNothingElse() throws Exception {
        Path own = Files.createDirectories(folder.resolve("student's classes"));
        Files.writeString(own.resolve("Own.class"), "own");
        Files.writeString(readable.resolve("Judge.class"), "judge");
        Job inner = new Job(List.of(), List.of(own), own, limits());
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                // The judge: a network to recognise, a file and a process.
                                "cat /proc/net/dev | md5sum; readlink /proc/self/ns/net;"
                                        + " echo judge >/tmp/judge; chmod 600 /tmp/judge; sleep 100 & judge=$!;"
                                        + " export judge; \"$@\" $judge; kill $judge && echo judge lives",
                                "sh"));
        command.addAll(sandbox().innerPrefix(inner));
        command.addAll(
                List.of(
                        "/bin/sh",
                        "-c",
                        "echo inside; readlink /proc/self/ns/net; ls; cat /tmp/judge; env;"
                                + " kill -KILL $1; kill -0 1; cat /proc/$1/environ; ls -l /proc/$1/root/;"
                                + " cat /proc/$1/mem; for p in /proc/[0-9]*; do ls -l $p/fd/0; done",
                        "sh"));

        String said = said(new Job(command, List.of(readable, own), readable, limits()));

        assertThat(said).contains("inside", "Own.class", "judge lives");
        assertThat(said.lines().filter(line -> line.startsWith("net:")).distinct()).hasSize(1);
        assertThat(said.lines()).doesNotContain("judge").doesNotContain("judge=");
        assertThat(said).doesNotContain("Judge.class");
    }

    @Test
    void theInnerSandboxEndsWithItsOutermostProcess() throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "\"$@\" & inner=$!; sleep 1; kill -KILL $inner; wait $inner; sleep 1;"
                                        + " cat /proc/[0-9]*/comm; echo end",
                                "sh"));
        command.addAll(sandbox().innerPrefix(shell("")));
        command.addAll(List.of("/bin/sleep", "100"));

        assertThat(said(new Job(command, List.of(readable), readable, limits())).lines())
                .contains("end")
                .doesNotContain("sleep");
    }
}
