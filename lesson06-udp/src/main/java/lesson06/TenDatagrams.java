package lesson06;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Sends ten numbered datagrams through a [LossyPath] and prints in which order they arrive. It is
/// a model: no socket is opened, and the same seed prints the same.
public final class TenDatagrams {

    private static final int COUNT = 10;
    private static final int PERCENT = 30;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TenDatagrams [seed]
                    Sends ten datagrams through a model of a bad path; prints what arrives.
                    The seed is a number from 0 to 999999999. Default: 19.
                    Example: ./course run lesson06 TenDatagrams 19
                    """,
                    1);

    /// One copy of a datagram at the other end.
    private record Arrival(int number, Duration at) {}

    private TenDatagrams() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 2 wrong arguments.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> print(seed(arguments), out));
    }

    private static long seed(Arguments arguments) throws Failure {
        String text = arguments.text(0, "seed", "19");
        if (!text.matches("\\d{1,9}")) {
            throw Failure.usage(
                    "The seed \"" + SafeText.of(text) + "\" is not a number from 0 to 999999999.");
        }
        return Long.parseLong(text);
    }

    private static int print(long seed, PrintStream out) {
        LossyPath path = new LossyPath(seed, PERCENT);
        List<Integer> arrived = arrivals(path).stream().map(Arrival::number).toList();
        out.println("Ten datagrams through " + path);
        out.println("sent      " + numbers(IntStream.range(0, COUNT).boxed().toList()));
        out.println("arrived   " + numbers(arrived));
        out.println("lost      " + numbers(withCopies(arrived, 0)));
        out.println("doubled   " + numbers(withCopies(arrived, 2)));
        out.println("overtaken " + numbers(overtaken(arrived)));
        return Program.DONE;
    }

    private static List<Arrival> arrivals(LossyPath path) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int number = 0; number < COUNT; number++) {
            Duration sent = PAUSE.multipliedBy(number);
            for (Duration travel : path.next()) {
                arrivals.add(new Arrival(number, sent.plus(travel)));
            }
        }
        arrivals.sort(Comparator.comparing(Arrival::at));
        return arrivals;
    }

    private static List<Integer> withCopies(List<Integer> arrived, long copies) {
        return IntStream.range(0, COUNT)
                .filter(number -> arrived.stream().filter(n -> n == number).count() == copies)
                .boxed()
                .toList();
    }

    /// The numbers of which a copy came after a higher number.
    private static List<Integer> overtaken(List<Integer> arrived) {
        return IntStream.range(1, arrived.size())
                .filter(i ->
                        arrived.subList(0, i).stream().anyMatch(before -> before > arrived.get(i)))
                .mapToObj(arrived::get)
                .distinct()
                .sorted()
                .toList();
    }

    private static String numbers(List<Integer> numbers) {
        return numbers.isEmpty()
                ? "none"
                : numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
