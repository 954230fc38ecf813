package lesson07;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The lines of `strace` that have to do with an event loop: with its selector, its listener and
/// its clients. A JVM that starts makes hundreds of other calls.
///
/// A descriptor's number is given again after its close. So each call belongs to what its number
/// stands for at this moment.
final class KernelCalls {

    static final String MAIN = "--- thread main";
    static final String LOOP = "--- thread loop";

    private static final Pattern CALL = Pattern.compile("(\\w+)\\((\\d*)(.*)\\) += (-?\\d+).*");
    private static final Pattern PORT = Pattern.compile("htons\\((\\d+)\\)");

    private final Map<String, String> names = new HashMap<>();
    private final List<String> kept = new ArrayList<>();

    private KernelCalls() {}

    /// From the selector's beginning, on the thread that opens it, to the close of the first
    /// client.
    static List<String> excerpt(List<String> main, List<String> loop) {
        KernelCalls calls = new KernelCalls();
        calls.kept.add(MAIN);
        calls.opening(main);
        calls.kept.add(LOOP);
        calls.looping(loop);
        return calls.kept;
    }

    /// The last socket before `listen` is the listener: the JDK opens others to find out what the
    /// kernel can do, and closes them.
    private void opening(List<String> main) {
        Map<String, Integer> sockets = new HashMap<>();
        for (String line : main) {
            Matcher call = CALL.matcher(line);
            if (call.matches()) {
                String result = call.group(4);
                switch (call.group(1)) {
                    case "epoll_create1" -> keep(line, result, "epoll");
                    case "eventfd2" -> keep(line, result, "wakeup");
                    case "socket" -> {
                        sockets.put(result, kept.size());
                        kept.add(line);
                        names.put(result, "socket");
                    }
                    case "close" -> {
                        if (sockets.containsKey(call.group(2))) {
                            kept.subList(sockets.remove(call.group(2)), kept.size()).clear();
                        }
                    }
                    case "listen" -> keep(line, call.group(2), "listener");
                    case "bind", "epoll_ctl" -> keepIfKnown(line, call.group(2));
                    default -> {}
                }
            }
        }
        removeAllBefore("epoll_create1", MAIN);
    }

    private void removeAllBefore(String call, String head) {
        int from = kept.indexOf(head) + 1;
        int to = from;
        while (to < kept.size() && !kept.get(to).startsWith(call)) {
            to++;
        }
        kept.subList(from, to).clear();
        int listen = 0;
        for (int i = from; i < kept.size(); i++) {
            listen = kept.get(i).startsWith("listen") ? i : listen;
        }
        kept.subList(listen + 1, kept.size()).clear(); // the reserve
    }

    private void looping(List<String> loop) {
        for (String line : loop) {
            Matcher call = CALL.matcher(line);
            if (!call.matches() || isTimeOut(call)) {
                continue;
            }
            if (call.group(1).startsWith("accept") && !call.group(4).equals("-1")) {
                keep(line, call.group(4), "client");
            } else {
                keepIfKnown(line, call.group(2));
            }
            if (call.group(1).equals("close") && "client".equals(names.get(call.group(2)))) {
                return;
            }
        }
    }

    /// The loop looks after its timers, and nothing else has happened.
    private static boolean isTimeOut(Matcher call) {
        return call.group(1).matches("epoll_p?wait") && call.group(4).equals("0");
    }

    private void keep(String line, String descriptor, String name) {
        names.put(descriptor, name);
        kept.add(line);
    }

    private void keepIfKnown(String line, String descriptor) {
        if (names.containsKey(descriptor)) {
            kept.add(line);
        }
    }

    /// What does not fit on a page is left out: how `strace` writes an address, and pointers.
    static String shortened(String line) {
        String port = port(line);
        return line.replaceAll("\\{sa_family=.*?\\}, \\[?28\\]?", "{127.0.0.1:" + port + "}")
                .replaceAll(", u64=\\d+", "")
                .replaceAll("0x[0-9a-f]+(, \\[28\\])?", "...")
                .replaceAll(" +=", " =");
    }

    private static String port(String line) {
        Matcher port = PORT.matcher(line);
        return port.find() ? port.group(1) : "";
    }

    /// Without what differs from run to run: numbers of descriptors (in the order in which they
    /// come), ports, times.
    static List<String> normalised(List<String> lines) {
        Map<String, String> numbers = new HashMap<>();
        return lines.stream().map(line -> normalised(line, numbers)).toList();
    }

    private static String normalised(String line, Map<String, String> numbers) {
        Matcher opened =
                Pattern.compile("(?:epoll_create1|eventfd2|socket|accept4?)\\(.* = (\\d+)")
                        .matcher(line);
        if (opened.matches()) {
            numbers.put(opened.group(1), "#" + (numbers.size() + 1));
        }
        String text =
                shortened(line)
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "ADDRESS")
                        .replaceFirst("epoll_pwait\\((.*), NULL, 8\\)", "epoll_wait($1)")
                        .replaceFirst("(epoll_wait\\(.*, )\\d+\\)", "$1N)")
                        .replaceAll(" \\(.*\\)$", "");
        // What `read` returns is a number of bytes, whatever descriptor has that number too.
        String places = (opened.matches() ? "= |" : "") + "\\(|u32=|EPOLL_CTL_(?:ADD|MOD|DEL), ";
        return Pattern.compile("(?<=" + places + ")\\d+(?=[,)}]|$)")
                .matcher(text)
                .replaceAll(number ->
                        Matcher.quoteReplacement(
                                numbers.getOrDefault(number.group(), number.group())));
    }
}
