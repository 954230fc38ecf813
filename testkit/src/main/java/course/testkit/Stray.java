package course.testkit;

/// Threads that a student's endless loop has left behind. Java cannot end them; they are daemons,
/// and end with the JVM. What can be done until then, on Linux: the kernel is told (`renice`) that
/// everything else goes first, so that later tests do not starve.
public final class Stray {

    /// How [Trace] begins the names of its threads.
    private static final String STEP = "step ";

    private Stray() {}

    /// Makes every step of a [Trace] give way that has run into its time limit and goes on. To be
    /// called after a test, when no step should be running.
    public static void stepsGiveWay() {
        boolean left =
                Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread -> thread.getName().startsWith(STEP));
        if (left) {
            KernelThread.named(name -> name.startsWith(STEP)).forEach(KernelThread::giveWay);
        }
    }

    /// Makes this thread give way, where the system allows it; nothing happens when it has ended.
    public static void giveWay(Thread thread) {
        KernelThread.of(thread).ifPresent(KernelThread::giveWay);
    }
}
