package course.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// The workloads. Each blocks for its time and puts what it found into the [Report].
final class Measurements {

    /// How much of everything: the whole measurement, or the short one for students.
    ///
    /// @param sliceMillis how long a server has the processor in one round
    /// @param rounds how many clean rounds are wanted; at most three times as many are run
    /// @param warmUp echoes per server before anything counts
    /// @param latencySeconds how long each server is under open load, three times
    record Extent(int sliceMillis, int rounds, long warmUp, int latencySeconds) {
        static final Extent WHOLE = new Extent(250, 24, 1_000_000, 5);
        static final Extent QUICK = new Extent(100, 20, 100_000, 1);
    }

    private static final int HELD = 10_000;
    private static final int HELD_BY_THREADS = 5_000;
    private static final int VISITS = 10_000;
    private static final int PER_SECOND = 20_000;
    private static final int OPEN_CONNECTIONS = 50;
    private static final int LATENCY_TURNS = 3;
    private static final long MILLI = 1_000_000;

    /// As many as the pool of lesson 5 can serve, besides the one that is there already.
    private static final int WARM_CONNECTIONS = 7;

    private final Servers servers;
    private final Report report;
    private final Progress progress;
    private final Extent extent;

    Measurements(Servers servers, Report report, Progress progress, Extent extent) {
        this.servers = servers;
        this.report = report;
        this.progress = progress;
        this.extent = extent;
    }

    /// The same server twice must come out the same, and a server that stands still for 100 ms in
    /// every second must be seen. Else nothing that this machine says is worth reporting.
    ///
    /// @throws SelfTestFailure with one line that says what came out instead
    void selfTest(double tolerance) throws IOException, SelfTestFailure {
        String what = "self-test of the harness";
        progress.show(what, 1, 0);
        try (ServerProcess first = servers.start(Servers.LOOP);
                ServerProcess second =
                        servers.startOther("the same", "0", LessonServer.class.getName(), "loop")) {
            Ratio same = compare(what, List.of(first, second), 64, 50).get("the same");
            report.selfTest("The same server against itself: %.3f".formatted(same.median()));
            if (!(Math.abs(same.median() - 1) <= tolerance)) {
                throw new SelfTestFailure(
                        "The same server against itself came out as %.3f, and must be within %.2f of 1. "
                                        .formatted(same.median(), tolerance)
                                + "This machine is too busy to compare anything: close other"
                                + " programs and try again.");
            }
            stoppedServer(first);
        }
        progress.done(1);
    }

    private void stoppedServer(ServerProcess server) throws IOException, SelfTestFailure {
        Thread stopper = Thread.ofPlatform().daemon().start(() -> stopNowAndThen(server));
        try (OpenLoad load = new OpenLoad(server.port(), OPEN_CONNECTIONS, new Pattern(64))) {
            double p99 = load.run(2_000, 3_000 * MILLI).getValueAtPercentile(99) / 1e6;
            report.selfTest(
                    "A server that stands still for 100 ms in every second: 99th percentile %.0f ms"
                            .formatted(p99));
            if (p99 < 50) {
                throw new SelfTestFailure(
                        "A server that stood still for 100 ms in every second had a 99th percentile"
                                + " of %.1f ms: the load generator does not see what it must see."
                                        .formatted(p99));
            }
        } finally {
            stopper.interrupt();
            server.signal("CONT");
        }
    }

    private static void stopNowAndThen(ServerProcess server) {
        try {
            for (int second = 0; second < 60; second++) {
                server.signal("STOP");
                Thread.sleep(100);
                server.signal("CONT");
                Thread.sleep(900);
            }
        } catch (IOException | InterruptedException _) {
            Thread.currentThread().interrupt(); // the test is over
        }
    }

    /// CPU time per echo.
    void echo(int size, int connections, List<String> names) throws IOException {
        String workload = "echo-" + size + "-" + connections;
        List<ServerProcess> running = new ArrayList<>();
        try {
            for (String name : names) {
                running.add(servers.start(name));
            }
            report.ratios(workload, compare(workload, running, size, connections));
        } finally {
            running.forEach(ServerProcess::close);
        }
        progress.done(names.size());
    }

    private Map<String, Ratio> compare(
            String workload, List<ServerProcess> running, int size, int connections)
            throws IOException {
        Pattern pattern = new Pattern(size);
        List<EchoLoad> loads = new ArrayList<>();
        try {
            List<Contender> contenders = new ArrayList<>();
            for (ServerProcess server : running) {
                progress.show(workload + ": warming up", running.size(), 0);
                EchoLoad load = new EchoLoad(server.port(), connections, pattern);
                loads.add(load);
                warm(server, connections, pattern, load);
                contenders.add(new Contender(server, load::run));
            }
            return rounds(workload, contenders, connections == 1);
        } finally {
            for (EchoLoad load : loads) {
                load.close();
            }
        }
    }

    /// One connection alone would need a minute for a million echoes.
    private void warm(ServerProcess server, int connections, Pattern pattern, EchoLoad load)
            throws IOException {
        long echoes = pattern.size() > 1_000 ? extent.warmUp / 4 : extent.warmUp;
        if (connections >= WARM_CONNECTIONS) {
            load.warm(echoes);
            return;
        }
        try (EchoLoad many = new EchoLoad(server.port(), WARM_CONNECTIONS, pattern)) {
            many.warm(echoes);
        }
        load.warm(echoes / 100);
    }

    private Map<String, Ratio> rounds(String workload, List<Contender> contenders, boolean anyLoad)
            throws IOException {
        Rounds rounds = new Rounds(contenders, extent.sliceMillis * MILLI, anyLoad);
        rounds.run(
                extent.rounds,
                3 * extent.rounds,
                clean ->
                        progress.show(workload, contenders.size(), (double) clean / extent.rounds));
        report.raw(rounds.raw(workload));
        return rounds.ratios();
    }

    /// CPU time per visit: connect, one echo, close.
    void connect(List<String> names) throws IOException {
        String workload = "connect-echo-close";
        Pattern pattern = new Pattern(64);
        List<ServerProcess> running = new ArrayList<>();
        try {
            List<Contender> contenders = new ArrayList<>();
            for (String name : names) {
                progress.show(workload + ": warming up", names.size(), 0);
                ServerProcess server = servers.start(name);
                running.add(server);
                ConnectLoad load = new ConnectLoad(server.port(), pattern);
                for (long visits = 0; visits < extent.warmUp / 50; ) {
                    visits += load.run(100 * MILLI);
                }
                contenders.add(new Contender(server, load::run));
            }
            report.ratios(workload, rounds(workload, contenders, true));
        } finally {
            running.forEach(ServerProcess::close);
        }
        progress.done(names.size());
    }

    /// CPU time per datagram echoed.
    void datagrams() throws IOException {
        String workload = "datagrams";
        Pattern pattern = new Pattern(64);
        List<ServerProcess> running = new ArrayList<>();
        List<DatagramLoad> loads = new ArrayList<>();
        try {
            if (servers.haveC()) {
                running.add(servers.startUdpInC());
            }
            String main = UdpServer.class.getName();
            running.add(servers.startOther("DatagramChannel", "0", main, "channel"));
            running.add(servers.startOther("DatagramSocket", "0", main, "socket"));
            running.add(
                    servers.startOther(
                            "DatagramSocket, 64 KB for each datagram", "0", main, "new-array"));
            List<Contender> contenders = new ArrayList<>();
            for (ServerProcess server : running) {
                DatagramLoad load = new DatagramLoad(server.port(), 20, pattern);
                loads.add(load);
                for (long echoes = 0; echoes < extent.warmUp / 4; ) {
                    echoes += load.run(50 * MILLI);
                }
                contenders.add(new Contender(server, load::run));
            }
            report.ratios(workload, rounds(workload, contenders, false));
        } finally {
            for (DatagramLoad load : loads) {
                load.close();
            }
            running.forEach(ServerProcess::close);
        }
        progress.done(4);
    }

    /// Memory of a connection that says nothing. Each of them answers before and after.
    ///
    /// Visitors come first, until the code that serves one is compiled: the interpreter touches
    /// twenty pages below its stack, and a thread that it started would keep them for ever.
    void held(List<String> names) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        for (String name : names) {
            int count = name.equals(Servers.THREADS) ? HELD_BY_THREADS : HELD;
            progress.show("held connections: " + name, 2, 0);
            // A small young generation: else garbage would be taken for memory of connections.
            String[] options = name.equals(Servers.C) ? new String[0] : new String[] {"-Xmn4m"};
            try (ServerProcess server = servers.start(name, options)) {
                Pattern pattern = new Pattern(64);
                try (EchoLoad warm = new EchoLoad(server.port(), 50, pattern)) {
                    warm.warm(100_000);
                }
                warmByVisits(server);
                long before = server.residentKilobytes();
                try (EchoLoad load = new EchoLoad(server.port(), count, pattern)) {
                    load.run(0);
                    long after = server.residentKilobytes();
                    load.run(0);
                    double each = (double) (after - before) / count;
                    found.put(name, "%d connections, %.1f KB each".formatted(count, each));
                }
            }
            progress.done(2);
        }
        report.held(found);
    }

    private static void warmByVisits(ServerProcess server) throws IOException {
        ConnectLoad visitors = new ConnectLoad(server.port(), new Pattern(64));
        for (long visits = 0; visits < VISITS; ) {
            visits += visitors.run(50 * MILLI);
        }
    }

    /// The 99th percentile under open load, against the yardstick's.
    void latency(List<String> names) throws IOException {
        Map<String, List<Double>> percentiles = new LinkedHashMap<>();
        List<ServerProcess> running = new ArrayList<>();
        try {
            for (String name : names) {
                ServerProcess server = servers.start(name);
                running.add(server);
                try (EchoLoad warm = new EchoLoad(server.port(), 50, new Pattern(64))) {
                    warm.warm(extent.warmUp);
                }
            }
            for (int turn = 0; turn < LATENCY_TURNS; turn++) {
                for (ServerProcess server : running) {
                    progress.show("open load", names.size(), (double) turn / LATENCY_TURNS);
                    try (OpenLoad load =
                            new OpenLoad(server.port(), OPEN_CONNECTIONS, new Pattern(64))) {
                        Histogram times =
                                load.run(PER_SECOND, extent.latencySeconds * 1_000L * MILLI);
                        percentiles
                                .computeIfAbsent(server.name(), _ -> new ArrayList<>())
                                .add((double) times.getValueAtPercentile(99));
                    }
                }
            }
        } finally {
            running.forEach(ServerProcess::close);
        }
        report.ratios("open-load-p99", againstFirst(percentiles));
        progress.done(names.size());
    }

    /// Echoes per second of two loops against one, with 50 microseconds of work for each.
    void twoLoops() throws IOException {
        String main = LessonServer.class.getName();
        Pattern pattern = new Pattern(64);
        try (ServerProcess one = servers.startOther("one loop", "0,1", main, "work-one-loop");
                ServerProcess two = servers.startOther("two loops", "0,1", main, "work-two-loops");
                EchoLoad toOne = new EchoLoad(one.port(), 16, pattern);
                EchoLoad toTwo = new EchoLoad(two.port(), 16, pattern)) {
            toOne.warm(20_000);
            toTwo.warm(20_000);
            double[] ratios = new double[extent.rounds];
            for (int i = 0; i < ratios.length; i++) {
                progress.show("two loops, 50 µs of work", 2, (double) i / ratios.length);
                double single = toOne.run(extent.sliceMillis * MILLI);
                ratios[i] = toTwo.run(extent.sliceMillis * MILLI) / single;
            }
            Map<String, Ratio> found = new LinkedHashMap<>();
            found.put("two loops", Ratio.of(ratios));
            report.ratios("two-loops", found);
        }
        progress.done(2);
    }

    /// What happens between the sockets.
    void inOneProcess() throws IOException {
        InOneProcessRun.measure(progress).forEach(report::ratios);
    }

    private static Map<String, Ratio> againstFirst(Map<String, List<Double>> values) {
        List<Double> yardstick = values.values().iterator().next();
        Map<String, Ratio> ratios = new LinkedHashMap<>();
        values.forEach((name, own) -> {
            double[] pairs = new double[own.size()];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = own.get(i) / yardstick.get(i);
            }
            ratios.put(name, Ratio.of(pairs));
        });
        return ratios;
    }
}
