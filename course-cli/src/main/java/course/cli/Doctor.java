package course.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import course.cli.grade.sandbox.Sandbox;
import course.cli.grade.sandbox.Sandboxes;
import course.testkit.Peer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./course doctor`: what this machine has of what the course needs, which lessons miss it, and
/// what mends it. Status 3 when something is missing that every lesson needs.
@Command(name = "doctor", description = "Says what this machine lacks, and what mends it.")
final class Doctor implements Callable<Integer> {

    private static final int MANY_DESCRIPTORS = 20_000;
    private static final int DEFAULT_PORT = 8888;

    @ParentCommand private Course course;

    @Spec private CommandSpec spec;

    /// One thing that was looked at.
    ///
    /// @param found what there is, in words
    /// @param touches the lessons that miss it; empty when nothing is missing
    /// @param remedy what to do; empty when nothing is missing
    /// @param needed whether no lesson works without it
    record Finding(String thing, String found, String touches, String remedy, boolean needed) {

        static Finding good(String thing, String found) {
            return new Finding(thing, found, "", "", false);
        }

        boolean isMissing() {
            return !remedy.isEmpty();
        }
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings =
                new ArrayList<>(
                        List.of(
                                jdk(),
                                maven(),
                                docker(),
                                loopback(),
                                port(),
                                ipv6(),
                                descriptors(),
                                git()));
        if (isForTeachers()) {
            findings.add(sandbox());
        }
        findings.forEach(finding -> print(out, finding));
        boolean ready = findings.stream().noneMatch(Finding::needed);
        out.println();
        out.println(
                ready
                        ? "This machine is ready for the course."
                        : "Something is missing that every lesson needs: see above.");
        out.flush();
        return ready ? 0 : Course.ENVIRONMENT;
    }

    private void print(PrintWriter out, Finding finding) {
        String mark = finding.isMissing() ? "@|yellow missing|@" : "@|green ok|@     ";
        out.println(
                course.colours().string(mark)
                        + String.format("  %-12s%s", finding.thing(), finding.found()));
        if (finding.isMissing()) {
            out.println("         touches     " + finding.touches());
            out.println("         what to do  " + finding.remedy());
        }
    }

    private static Finding jdk() {
        return Finding.good(
                "JDK", System.getProperty("java.version") + ", " + System.getProperty("java.home"));
    }

    private static Finding maven() throws InterruptedException {
        String said = firstLine("mvn", "--version");
        Matcher version = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)\\.(\\d+)").matcher(said);
        if (!version.find()) {
            return new Finding(
                    "Maven",
                    "not found",
                    "mvn test, in all lessons",
                    "Install Maven 3.8.1 or newer, and put its bin folder on the PATH.",
                    true);
        }
        return Finding.good("Maven", version.group().replace("Apache Maven ", ""));
    }

    private static Finding docker() {
        return Peer.obstacle()
                .map(obstacle ->
                        new Finding(
                                "Docker",
                                "no engine",
                                "the tests with a real nc and curl; all others run without",
                                obstacle,
                                false))
                .orElse(Finding.good("Docker", "an engine answers"));
    }

    private static Finding loopback() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return Finding.good("127.0.0.1", "can be bound, port " + server.getLocalPort());
        } catch (IOException e) {
            return new Finding(
                    "127.0.0.1",
                    e.getMessage(),
                    "all lessons",
                    "A firewall or a sandbox forbids local servers: allow them for Java.",
                    true);
        }
    }

    private static Finding port() {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), DEFAULT_PORT);
        try (ServerSocket server = new ServerSocket()) {
            server.bind(address);
            return Finding.good("port " + DEFAULT_PORT, "free");
        } catch (IOException e) {
            return new Finding(
                    "port " + DEFAULT_PORT,
                    e.getMessage(),
                    "the examples as they stand in the lessons; the tests use free ports",
                    "Stop the program that has it, or give the examples another port.",
                    false);
        }
    }

    private static Finding ipv6() {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            return Finding.good("IPv6", "::1 can be bound, port " + server.getLocalPort());
        } catch (IOException e) {
            return new Finding(
                    "IPv6",
                    e.getMessage(),
                    "the IPv6 rows of lesson 1; everything else runs over IPv4",
                    "Switch IPv6 on for the loopback interface, or read those rows only.",
                    false);
        }
    }

    private static Finding descriptors() {
        if (!(ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean system)) {
            return Finding.good("descriptors", "this system has no limit to ask for");
        }
        long most = system.getMaxFileDescriptorCount();
        return most >= MANY_DESCRIPTORS
                ? Finding.good("descriptors", most + " for one process")
                : new Finding(
                        "descriptors",
                        most + " for one process",
                        "lessons 5 and 7, where one server holds thousands of connections",
                        "Before you start the server, in the same terminal: ulimit -n 20000",
                        false);
    }

    private static Finding git() throws InterruptedException {
        String said = firstLine("git", "--version");
        return said.isEmpty()
                ? new Finding(
                        "git",
                        "not found",
                        "./course reset, and updates of the course",
                        "Install git.",
                        false)
                : Finding.good("git", said.replace("git version ", ""));
    }

    /// Only who has the solutions grades.
    private boolean isForTeachers() throws IOException {
        return course.lessons().stream()
                .anyMatch(lesson -> Files.isDirectory(lesson.solutionSources()));
    }

    private static Finding sandbox() throws IOException {
        Path work = Files.createTempDirectory("course-doctor");
        try {
            Sandbox found =
                    new Sandboxes(work)
                            .open(
                                    Sandboxes.Kind.NAMESPACES,
                                    new PrintWriter(Writer.nullWriter(), false));
            return Finding.good("sandbox", found.inWords());
        } catch (IOException e) {
            return new Finding(
                    "sandbox",
                    e.getMessage(),
                    "./course grade: students' code runs in Docker instead, which is slower, or without a sandbox",
                    "On Linux: install bubblewrap, and allow user namespaces.",
                    false);
        } finally {
            Sandboxes.delete(work);
        }
    }

    /// The first line that a command prints; empty when there is no such command.
    private static String firstLine(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return said.lines().findFirst().orElse("");
        } catch (IOException _) {
            return "";
        }
    }
}
