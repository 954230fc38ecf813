package course.benchmarks;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// `benchmarks/run`: the course's servers side by side, in one run. See `benchmarks/README.md`.
///
/// Exit statuses: 0 done, 1 the self-tests of the harness failed and nothing is reported, 2 wrong
/// arguments, 3 this machine cannot run it.
final class Benchmarks {

    private static final double CLOSE = 0.03;
    private static final double CLOSE_ENOUGH_FOR_QUICK = 0.15;

    private static final int STUDENTS = 300;
    private static final int MOST_STUDENTS = 5_000;

    private static final double TOOL_STEPS = 1 + 5 + 4 * 20;
    private static final double QUICK_STEPS = 1 + 6;
    private static final double WHOLE_STEPS =
            1 + 9 + 5 * 8 + 6 + 4 + 10 + 4 + 2 + InOneProcessRun.count();

    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args)));
    }

    private static int run(List<String> args) {
        String what = args.isEmpty() ? "" : args.getFirst();
        String students = args.size() == 2 ? args.get(1) : Integer.toString(STUDENTS);
        boolean known = List.of("", "--quick", "--tool", "--grade").contains(what);
        if (!known
                || args.size() > (what.equals("--grade") ? 2 : 1)
                || !students.matches("[1-9]\\d{1,3}")
                || Integer.parseInt(students) > MOST_STUDENTS) {
            System.err.println("Usage: benchmarks/run [--quick | --tool | --grade [STUDENTS]]");
            System.err.println("STUDENTS is a number from 10 to " + MOST_STUDENTS + ".");
            return 2;
        }
        try {
            return switch (what) {
                case "--tool" -> measureTool();
                case "--grade" -> measureGrading(Integer.parseInt(students));
                default -> measure(what.equals("--quick"));
            };
        } catch (SelfTestFailure e) {
            System.out.println();
            System.err.println(e.getMessage());
            System.err.println("Nothing is reported: what was measured after that would mislead.");
            return 1;
        } catch (IOException e) {
            System.out.println();
            System.err.println("Stopped: " + e.getMessage());
            return 3;
        }
    }

    private static int measureTool() throws IOException {
        Progress progress = new Progress(System.out, onTerminal(), TOOL_STEPS);
        List<String> table = ToolTimes.measure(progress);
        progress.end();
        keep(table, Path.of("benchmarks/results/tool.txt"));
        return 0;
    }

    /// A smaller class is a trial, and no result.
    private static int measureGrading(int students) throws IOException {
        Progress progress = new Progress(System.out, onTerminal(), GradeTimes.steps(students));
        List<String> table = GradeTimes.measure(students, progress);
        progress.end();
        String folder = students == STUDENTS ? "benchmarks/results" : "benchmarks/target";
        keep(table, Path.of(folder, "grade.txt"));
        return 0;
    }

    private static void keep(List<String> table, Path file) throws IOException {
        table.forEach(System.out::println);
        Files.createDirectories(file.getParent());
        Files.write(file, table);
    }

    private static int measure(boolean quick) throws IOException, SelfTestFailure {
        if (!System.getProperty("os.name").equals("Linux")
                || Runtime.getRuntime().availableProcessors() < 2) {
            System.err.println(
                    "This benchmark needs Linux and two processors: one for the servers,"
                            + " one for the load.");
            return 3;
        }
        Servers servers = new Servers(Path.of("benchmarks/target"));
        Report report = new Report(machine(servers));
        pinToSecondProcessor();
        Progress progress =
                new Progress(System.out, onTerminal(), quick ? QUICK_STEPS : WHOLE_STEPS);
        Measurements measurements =
                new Measurements(
                        servers,
                        report,
                        progress,
                        quick ? Measurements.Extent.QUICK : Measurements.Extent.WHOLE);
        if (quick) {
            quick(measurements, servers);
        } else {
            whole(measurements, servers);
        }
        progress.end();
        report.lines().forEach(System.out::println);
        Path folder = Path.of(quick ? "benchmarks/target/quick" : "benchmarks/results");
        report.writeTo(folder);
        System.out.println();
        System.out.println("Tables, pictures and raw data: " + folder);
        return 0;
    }

    private static void quick(Measurements measurements, Servers servers)
            throws IOException, SelfTestFailure {
        measurements.selfTest(CLOSE_ENOUGH_FOR_QUICK);
        measurements.echo(
                64,
                50,
                servers.withYardstick(
                        Servers.LOOP,
                        Servers.TEXTBOOK,
                        Servers.NETTY_EPOLL,
                        Servers.VIRTUAL,
                        Servers.THREADS));
    }

    private static void whole(Measurements measurements, Servers servers)
            throws IOException, SelfTestFailure {
        measurements.selfTest(CLOSE);
        List<String> all =
                servers.withYardstick(
                        Servers.LOOP,
                        Servers.TEXTBOOK,
                        Servers.TWO_LOOPS,
                        Servers.NETTY_NIO,
                        Servers.NETTY_EPOLL,
                        Servers.VIRTUAL,
                        Servers.THREADS);
        List<String> withPool = new ArrayList<>(all);
        withPool.add(Servers.POOL); // its 8 threads can serve 8 connections at a time
        measurements.echo(64, 1, withPool);
        measurements.echo(64, 50, all);
        measurements.echo(64, 500, all);
        measurements.echo(16_384, 1, all);
        measurements.echo(16_384, 50, all);
        measurements.echo(16_384, 500, all);
        measurements.connect(
                servers.withYardstick(
                        Servers.LOOP,
                        Servers.NETTY_NIO,
                        Servers.VIRTUAL,
                        Servers.THREADS,
                        Servers.POOL));
        measurements.datagrams();
        measurements.held(
                servers.withYardstick(
                        Servers.LOOP, Servers.NETTY_NIO, Servers.VIRTUAL, Servers.THREADS));
        measurements.latency(
                servers.withYardstick(Servers.LOOP, Servers.NETTY_EPOLL, Servers.VIRTUAL));
        measurements.twoLoops();
        measurements.inOneProcess();
    }

    @SuppressWarnings("SystemConsoleNull") // it was so in JDK 22 to 24
    private static boolean onTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// The servers have the first processor.
    private static void pinToSecondProcessor() throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("taskset", "-a", "-p", "-c", "1", pid)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static List<String> machine(Servers servers) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("Measured on " + LocalDate.now(ZoneId.systemDefault()));
        lines.add(
                Runtime.getRuntime().availableProcessors()
                        + " processors, "
                        + cpuInfo("model name"));
        lines.add("Linux " + System.getProperty("os.version"));
        lines.add("JDK " + Runtime.version() + ", " + System.getProperty("java.vendor"));
        lines.add(
                "Netty " + io.netty.util.Version.identify().get("netty-common").artifactVersion());
        lines.add(
                servers.haveC()
                        ? "The yardstick is a plain epoll server in C, with its processor to itself"
                        : "No C compiler here: the yardstick is the first server of each table");
        return lines;
    }

    private static String cpuInfo(String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith(field))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("of an unknown kind");
        }
    }
}
