package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Takes so many megabytes, in children of 100 MB each, and says how many it holds in the end.
/// Bounded, so that no machine is harmed where nothing stops it.
final class MemoryHog {

    private static final int PIECE = 100;

    private MemoryHog() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int megabytes = Integer.parseInt(args[0]);
        if (args.length > 1) {
            System.out.println("begins");
            inChildren(megabytes);
        } else {
            ByteBuffer taken = ByteBuffer.allocateDirect(megabytes << 20);
            for (int i = 0; i < taken.capacity(); i += 4_096) {
                taken.put(i, (byte) 1);
            }
            System.out.println("has it");
            // Until the one that started it is done, or has ended.
            int _ = System.in.read();
        }
    }

    private static void inChildren(int megabytes) throws IOException, InterruptedException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < megabytes / PIECE; i++) {
            Process child =
                    new ProcessBuilder(
                                    java,
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    MemoryHog.class.getName(),
                                    Integer.toString(PIECE))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            children.add(child);
            if (!"has it".equals(child.inputReader().readLine())) {
                return;
            }
        }
        // The kernel may have ended some of them for the others.
        System.out.println(
                "holds " + children.stream().filter(Process::isAlive).count() * PIECE + " MB");
        children.forEach(Process::destroyForcibly);
    }
}
