package course.benchmarks;

import java.io.IOException;

/// A server under one kind of load.
record Contender(ServerProcess server, Load load) {

    /// Work for a server. Returns how many units of it were done: echoes, or visits.
    @FunctionalInterface
    interface Load {
        long run(long nanos) throws IOException;
    }

    /// What one slice of time has shown.
    ///
    /// @param nanosPerUnit CPU time of the server for one unit
    /// @param busiest the share of its processor that the busier end used; far below 1 means that
    ///   somebody else had the processor
    record Slice(double nanosPerUnit, double busiest) {}

    String name() {
        return server.name();
    }

    Slice measure(long nanos) throws IOException {
        long wall = System.nanoTime();
        long serverCpu = server.cpuNanos();
        long clientCpu = Kernel.cpuNanos(ProcessHandle.current().pid());
        long units = load.run(nanos);
        double elapsed = System.nanoTime() - wall;
        double server = this.server.cpuNanos() - serverCpu;
        double client = Kernel.cpuNanos(ProcessHandle.current().pid()) - clientCpu;
        return new Slice(server / units, Math.max(server, client) / elapsed);
    }
}
