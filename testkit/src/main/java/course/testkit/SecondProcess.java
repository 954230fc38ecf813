package course.testkit;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// A process of its own in which the student's class runs, while the test speaks TCP or UDP to it
/// and knows nothing else of it.
///
/// Code that runs in the JVM of a test can forge what that JVM reports. Here there is no student's
/// code in the test's JVM: a launcher runs it in the process, with the help of [Launcher]. What the
/// process says is believed for its port, for being a stub, which earns nothing, and for not having
/// ended, which a process that has ended cannot say. All else has to come over the wire, and with
/// words that the test has just drawn.
///
/// A test has one of these as a `@RegisterExtension`, made with its [Trace]. After the test the
/// connections are closed and the process is ended; unless nothing is left in it of what ran there,
/// then the next test uses it too. A failure shows what the process has printed.
///
/// A grader can put the process into a sandbox: the system property `course.second.prefix` is a
/// command that stands before `java`, one word in each line; `course.second.classes` is where its
/// classes are. Without it that is the class path of the test, without the libraries.
public final class SecondProcess
        implements TestExecutionExceptionHandler,
                LifecycleMethodExecutionExceptionHandler,
                AfterEachCallback {

    private static final int START_SECONDS = 10;
    private static final int END_MILLIS = 1_000;
    private static final int LEAVE_MILLIS = 500;
    private static final int LOOK_MILLIS = 50;
    private static final int SHOWN_LINES = 10;
    private static final String IT_SAID = " it said:   ";
    private static final List<String> OPTIONS =
            List.of(
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-Dstdout.encoding=UTF-8",
                    "-Dstderr.encoding=UTF-8");

    /// One that is free for the next test.
    private static final AtomicReference<Jvm> FREE = new AtomicReference<>();

    private final Trace trace;
    private final RandomWords words = new RandomWords();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private Jvm jvm;
    private int port;

    /// @param command with what it was started
    private record Jvm(List<String> command, Process process, SecondOutput output) {

        static Jvm of(List<String> command) throws IOException {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new Jvm(command, process, new SecondOutput(process.getInputStream()));
        }

        void tell(String line) throws IOException {
            Writer toLauncher = process.outputWriter(StandardCharsets.UTF_8);
            toLauncher.write(line + "\n");
            toLauncher.flush();
        }

        /// Closes its input, which is its sign to end; a second later it is killed.
        void end() throws IOException {
            try {
                process.getOutputStream().close();
            } catch (IOException _) {
                // It has ended already: that is what is wanted.
            }
            try {
                if (!process.waitFor(END_MILLIS, TimeUnit.MILLISECONDS)) {
                    kill();
                }
                output.awaitEnd(END_MILLIS);
            } catch (InterruptedException _) {
                kill();
                Thread.currentThread().interrupt();
            }
        }

        private void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// Starts nothing yet.
    public SecondProcess(Trace trace) {
        this.trace = trace;
    }

    /// Starts a launcher and waits until it says its port.
    ///
    /// @param launcher a class with a `main` that ends in one of the methods of [Launcher]
    /// @return the port on which it listens
    public int serve(Class<?> launcher, String... arguments) throws Exception {
        start(launcher, arguments);
        return awaitPort();
    }

    /// Waits until the launcher that has been started says its port.
    public int awaitPort() throws InterruptedException {
        String step = "start the server, in a process of its own";
        try {
            port = jvm.output().port().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException _) {
            trace.check(step, false, "It has ended, or it has said no port.");
        } catch (TimeoutException _) {
            trace.check(
                    step,
                    false,
                    "It has said no port within "
                            + START_SECONDS
                            + " seconds. Does its constructor wait for a client?");
        }
        trace.ok(step);
        return port;
    }

    /// Starts a launcher whose work is to connect, or to send, to the test.
    public void start(Class<?> launcher, String... arguments) throws IOException {
        end();
        // The launcher reads words: blanks would end them, and other characters might get lost.
        String asked =
                Stream.concat(
                                Stream.of(launcher.getName()),
                                Arrays.stream(arguments)
                                        .map(argument ->
                                                URLEncoder.encode(
                                                        argument, StandardCharsets.UTF_8)))
                        .collect(Collectors.joining(" ", Launcher.RUN, ""));
        List<String> command = command();
        Jvm free = FREE.getAndSet(null);
        if (free != null && (!free.command().equals(command) || free.output().hasEnded())) {
            free.end();
            free = null;
        }
        jvm = free == null ? Jvm.of(command) : free;
        jvm.output().forget();
        try {
            jvm.tell(asked);
        } catch (IOException _) {
            // It has ended at once: whoever waits for it is told that.
        }
    }

    private static List<String> command() {
        String testkit = pathOf(Launcher.class.getProtectionDomain().getCodeSource().getLocation());
        List<String> command = new ArrayList<>(prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", testkit, Launcher.class.getName()));
        code().filter(entry -> !entry.equals(testkit)).forEach(command::add);
        return command;
    }

    private static List<String> prefix() {
        return System.getProperty("course.second.prefix", "")
                .lines()
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// The lesson's folders. The libraries would make the start slower, and a launcher needs none.
    /// The command line runs tests with a class loader of their own: see `TestWorker`.
    private static Stream<String> code() {
        String given = System.getProperty("course.second.classes");
        if (given != null) {
            return Arrays.stream(given.split(File.pathSeparator));
        }
        List<String> entries = new ArrayList<>();
        if (Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader) {
            Arrays.stream(loader.getURLs()).map(SecondProcess::pathOf).forEach(entries::add);
        }
        String[] ofThisJvm = System.getProperty("java.class.path").split(File.pathSeparator);
        entries.addAll(Arrays.asList(ofThisJvm));
        return entries.stream().filter(entry -> Files.isDirectory(Path.of(entry))).distinct();
    }

    private static String pathOf(URL url) {
        return Path.of(URI.create(url.toString())).toString();
    }

    /// Connects to the server that has been started. The connection is closed after the test.
    public OutsideClient connect() {
        return connect("a client connects");
    }

    /// The same, with a name for the step.
    public OutsideClient connect(String step) {
        OutsideClient client = trace.call(step, () -> new OutsideClient(port));
        clients.add(client);
        return client;
    }

    /// Connects without a step: for tests that try again, or that connect many times.
    public OutsideClient tryConnect() throws IOException {
        OutsideClient client = new OutsideClient(port);
        clients.add(client);
        return client;
    }

    /// Waits until the process connects to a listener of the test. The connection is closed after
    /// the test.
    public OutsideClient accept(ServerSocket listener, String step) throws IOException {
        listener.setSoTimeout(LOOK_MILLIS);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        Optional<OutsideClient> client = Optional.empty();
        while (client.isEmpty() && System.nanoTime() < deadline && !jvm.output().hasEnded()) {
            client = acceptNow(listener);
        }
        trace.check(
                step,
                client.isPresent(),
                jvm.output().hasEnded()
                        ? "Its process has ended before it has connected."
                        : "Nobody has connected within " + START_SECONDS + " seconds.");
        return client.orElseThrow();
    }

    private Optional<OutsideClient> acceptNow(ServerSocket listener) throws IOException {
        try {
            OutsideClient client = new OutsideClient(listener.accept());
            clients.add(client);
            return Optional.of(client);
        } catch (SocketTimeoutException _) {
            return Optional.empty(); // time to look whether the process still runs
        }
    }

    /// Asks the launcher to close the student's server. Whether that has been done, the wire has to
    /// show.
    public void stop() throws IOException {
        jvm.tell(Launcher.STOP);
    }

    /// Checks that nobody listens any more, and that it was not the whole program that has ended.
    public void checkRefused(String step, String why) throws InterruptedException {
        boolean refused = false;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(OutsideClient.MILLIS);
        while (!refused && System.nanoTime() < deadline) {
            refused = isRefused();
        }
        trace.check(step, refused, why);
        checkGoesOn();
    }

    /// Checks that the process has not ended: that too closes ports and connections. One that is
    /// about to end may still count as running, so it is asked.
    public void checkGoesOn() throws InterruptedException {
        trace.check(
                "its program goes on",
                !answer(Launcher.ASK, OutsideClient.MILLIS).isEmpty(),
                "The whole process has ended. To close a server is not to end the program.");
    }

    /// What the launcher answers; empty when it does not.
    private String answer(String question, int millis) throws InterruptedException {
        String word = words.next();
        try {
            jvm.tell(question + word);
        } catch (IOException _) {
            return ""; // nobody reads any more
        }
        return jvm.output().awaitAnswer(word, millis);
    }

    /// Whether the process has not ended: else it is of no use to wait for it.
    public boolean isRunning() {
        return jvm.process().isAlive();
    }

    /// A client that comes before the listener is closed may be let in: so it is tried again.
    private boolean isRefused() {
        try (OutsideClient client = new OutsideClient(port)) {
            client.waitShortly();
            return false;
        } catch (IOException _) {
            return true;
        }
    }

    /// A word that nobody can know before: twelve letters and digits. Failures show its number.
    public String word() {
        return words.next();
    }

    /// Random bytes.
    public byte[] bytes(int count) {
        return RandomWords.bytes(count);
    }

    /// A random number from 0 to `bound` - 1.
    public int number(int bound) {
        return RandomWords.number(bound);
    }

    /// A stub is not a failure, and a failure shows what the process has said.
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        Optional<SecondOutput> output = Optional.ofNullable(jvm).map(Jvm::output);
        end();
        Optional<String> stub = output.flatMap(SecondOutput::notStarted);
        if (stub.isPresent()) {
            throw NotStarted.inPlaceOf(new UnsupportedOperationException(stub.get()));
        }
        if (thrown instanceof TraceFailure failure) {
            String said = output.map(SecondProcess::said).orElse("");
            throw new TraceFailure(words.hide(failure.getMessage() + said), failure);
        }
        throw thrown;
    }

    /// A process may be started before the test itself.
    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown)
            throws Throwable {
        handleTestExecutionException(context, thrown);
    }

    private static String said(SecondOutput output) {
        String said =
                output.lines().stream()
                        .limit(SHOWN_LINES)
                        .collect(
                                Collectors.joining(
                                        System.lineSeparator() + " ".repeat(IT_SAID.length())));
        return said.isEmpty() ? "" : System.lineSeparator() + IT_SAID + said;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable client : clients) {
            client.close();
        }
        clients.clear();
        if (jvm != null && answer(Launcher.LEAVE, LEAVE_MILLIS).startsWith(Launcher.AS_NEW)) {
            FREE.set(jvm);
            jvm = null;
        }
        end();
    }

    private void end() throws IOException {
        if (jvm != null) {
            jvm.end();
            jvm = null;
        }
    }
}
