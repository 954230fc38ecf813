package course.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs worked programs the way a reader does, each in a terminal of its own, and writes down what they said.
///
/// A script has a line for each program, in the order in which they are started:
///
///     Terminal 1: OneWayServer {port}
///     Terminal 2: OneWayClient localhost {port} 你好
///
/// The next program starts when the one before has printed its first line. `{port}` is 0 for the first program and,
/// for those after it, the port that the first one printed. `{closed}` is a port on which nobody listens. A line
/// without `Terminal n:` is a program that runs alone. What a person would type stands before a program as a shell
/// would have it:
///
///     Terminal 2: printf '你好\nbye\n' | TalkClient localhost {port}
///
/// All of them run in this JVM, through their `static int run(String[] args, PrintStream out, PrintStream err)`. A
/// program that reads what is typed has an `InputStream in` between `args` and `out`.
public final class Dialogue {

    /// How long the programs may take together.
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Pattern LINE =
            Pattern.compile("(?:(Terminal \\d+): )?(?:printf '([^']*)' \\| )?(\\S+)((?: \\S+)*)");
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})\\b");
    private static final String SHOWN_PORT = "8888";

    private final String lesson;
    private final List<Program> programs;

    private Dialogue(String lesson, List<Program> programs) {
        this.lesson = lesson;
        this.programs = programs;
    }

    /// Reads a script. `lesson` is the package of the programs, for example `lesson02`.
    ///
    /// @throws IllegalArgumentException for a line that is none
    public static Dialogue parse(String lesson, List<String> script) {
        List<Program> programs = new ArrayList<>();
        for (String line : script) {
            Matcher matcher = LINE.matcher(line.strip());
            if (!matcher.matches()) {
                throw new IllegalArgumentException("not a line of a transcript's script: " + line);
            }
            String arguments = matcher.group(4).strip();
            programs.add(
                    new Program(
                            matcher.group(1),
                            matcher.group(2),
                            matcher.group(3),
                            arguments.isEmpty() ? List.of() : List.of(arguments.split(" "))));
        }
        return new Dialogue(lesson, programs);
    }

    /// Runs the programs to their end. `live` is told each line as it comes, with the terminal that
    /// printed it (null for a program that runs alone).
    ///
    /// @throws IllegalStateException when a program is not there or does not end within [#LIMIT]
    public Dialogue play(ClassLoader classes, BiConsumer<String, String> live) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        int closed = closedPort();
        String port = "0";
        for (Program program : programs) {
            program.start(classes, lesson, port, closed, live);
            program.awaitFirstLine(deadline);
            if (port.equals("0")) {
                Matcher found = PORT.matcher(program.text());
                port = found.find() ? found.group(1) : "0";
            }
        }
        for (Program program : programs) {
            program.awaitEnd(deadline);
        }
        return this;
    }

    /// What was said, terminal by terminal, with the command that starts each program. Ports and
    /// times are replaced: the first program's port by 8888, other ports by 50001, 50002 and so on,
    /// milliseconds by `N ms`.
    public String transcript() {
        StringBuilder text = new StringBuilder();
        Map<String, String> ports = new LinkedHashMap<>();
        for (Program program : programs) {
            if (!text.isEmpty()) {
                text.append('\n');
            }
            text.append(program.terminal == null ? "" : program.terminal + " ")
                    .append(program.shownCommand(lesson))
                    .append('\n');
            text.append(program.text());
            if (program.status != 0) {
                text.append("(exit status ").append(program.status).append(")\n");
            }
            program.knownPorts.forEach(known -> ports.put(known, SHOWN_PORT));
        }
        return normalised(text.toString(), ports);
    }

    private static String normalised(String text, Map<String, String> ports) {
        int[] next = {50001};
        String withPorts =
                Pattern.compile("(?<=(?:\\.\\d{1,3}|\\]|localhost):)\\d{4,5}\\b")
                        .matcher(text)
                        .replaceAll(match -> {
                            String port = match.group();
                            return port.equals(SHOWN_PORT)
                                    ? port
                                    : ports.computeIfAbsent(port, _ -> Integer.toString(next[0]++));
                        });
        return withPorts.replaceAll("\\b\\d+ ms\\b", "N ms");
    }

    private static int closedPort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Program {

        private static final List<List<Class<?>>> PARAMETERS =
                List.of(
                        List.of(String[].class, PrintStream.class, PrintStream.class),
                        List.of(
                                String[].class,
                                InputStream.class,
                                PrintStream.class,
                                PrintStream.class));

        final String terminal;
        final String typed;
        final String name;
        final List<String> arguments;
        final List<String> knownPorts = new ArrayList<>();
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private final CountDownLatch firstLine = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        volatile int status;

        Program(String terminal, String typed, String name, List<String> arguments) {
            this.terminal = terminal;
            this.typed = typed;
            this.name = name;
            this.arguments = arguments;
        }

        void start(
                ClassLoader classes,
                String lesson,
                String port,
                int closed,
                BiConsumer<String, String> live) {
            Method run = runMethod(classes, lesson + "." + name);
            knownPorts.add(port);
            knownPorts.add(Integer.toString(closed));
            String[] args =
                    arguments.stream()
                            .map(argument ->
                                    argument.replace("{port}", port)
                                            .replace("{closed}", Integer.toString(closed)))
                            .toArray(String[]::new);
            live.accept(terminal, command(lesson, List.of(args)));
            PrintStream out = new PrintStream(new Lines(live), true, StandardCharsets.UTF_8);
            Thread thread = new Thread(() -> call(run, args, out), name);
            thread.setDaemon(true);
            thread.start();
        }

        private static Method runMethod(ClassLoader classes, String className) {
            try {
                Method run =
                        Stream.of(Class.forName(className, true, classes).getMethods())
                                .filter(method -> method.getName().equals("run"))
                                .filter(method ->
                                        PARAMETERS.contains(List.of(method.getParameterTypes())))
                                .findFirst()
                                .orElseThrow(() -> new NoSuchMethodException(className));
                run.setAccessible(true);
                return run;
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(
                        "no public static int run(String[], PrintStream, PrintStream) in "
                                + className,
                        e);
            }
        }

        private void call(Method run, String[] args, PrintStream out) {
            try {
                boolean reads = run.getParameterCount() == 4;
                status =
                        (int)
                                (reads
                                        ? run.invoke(null, args, input(), out, out)
                                        : run.invoke(null, args, out, out));
            } catch (InvocationTargetException e) {
                status = -1;
                e.getCause().printStackTrace(out);
            } catch (IllegalAccessException e) {
                status = -1;
                e.printStackTrace(out);
            } finally {
                out.flush();
                firstLine.countDown();
                end.countDown();
            }
        }

        /// What `printf` makes of the text: `translateEscapes` knows `\n`, `\r`, `\t`, `\\` and
        /// octal numbers, as `printf` does.
        private InputStream input() {
            String text = typed == null ? "" : typed.translateEscapes();
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        void awaitFirstLine(long deadline) {
            await(firstLine, deadline, "printed nothing");
            if (knownPorts.contains("0")) {
                Matcher found = PORT.matcher(text());
                if (found.find()) {
                    knownPorts.add(found.group(1));
                }
            }
        }

        void awaitEnd(long deadline) {
            await(end, deadline, "did not end");
        }

        private void await(CountDownLatch latch, long deadline, String what) {
            try {
                if (!latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    throw new IllegalStateException(
                            name
                                    + " "
                                    + what
                                    + " within "
                                    + LIMIT.toSeconds()
                                    + " seconds. It said so far:\n"
                                    + text()
                                    + HangReport.ofThisMoment());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while " + name + " was running", e);
            }
        }

        String text() {
            synchronized (said) {
                return said.toString(StandardCharsets.UTF_8);
            }
        }

        String shownCommand(String lesson) {
            return command(lesson, arguments)
                    .replace("{port}", SHOWN_PORT)
                    .replace("{closed}", SHOWN_PORT);
        }

        private String command(String lesson, List<String> args) {
            String before = typed == null ? "" : "printf '" + typed + "' | ";
            String after = args.isEmpty() ? "" : " " + String.join(" ", args);
            return "$ " + before + "./course run " + lesson + " " + name + after;
        }

        /// Collects what is printed and hands each whole line on.
        private final class Lines extends OutputStream {

            private final BiConsumer<String, String> live;
            private final ByteArrayOutputStream line = new ByteArrayOutputStream();

            Lines(BiConsumer<String, String> live) {
                this.live = live;
            }

            @Override
            public void write(int b) {
                synchronized (said) {
                    said.write(b);
                }
                if (b == '\n') {
                    live.accept(terminal, line.toString(StandardCharsets.UTF_8).stripTrailing());
                    line.reset();
                    firstLine.countDown();
                } else {
                    line.write(b);
                }
            }
        }
    }
}
