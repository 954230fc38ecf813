package lesson04;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/// The other side of [ServerProcess]: runs a server's `run` with a free port, and ends with the
/// process that started it, even when that one was killed and the server is caught in a loop.
final class ServerProcessMain {

    /// Not static (JEP 512): only [ServerProcess] starts this, so it is in no list of programs.
    void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("watch").start(ServerProcessMain::haltWithParent);
        Class<?>[] types = {String[].class, PrintStream.class, PrintStream.class};
        Object[] values = {new String[] {"0"}, System.out, System.err};
        try {
            System.exit((int) Class.forName(args[0]).getMethod("run", types).invoke(null, values));
        } catch (InvocationTargetException e) {
            System.err.println("The server has fallen: " + e.getCause().getClass().getName());
            System.exit(Program.ENVIRONMENT);
        }
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is ever sent: only the end counts
            }
        } catch (IOException _) {
            // the same: nobody is there any more
        }
        Runtime.getRuntime().halt(Program.ENVIRONMENT);
    }
}
