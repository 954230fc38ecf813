package lesson01;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/// Explains one captured frame byte by byte, layer by layer. The frames that it brings along were
/// recorded; how, stands in `src/main/resources/lesson01/*.hex`.
public final class Dissector {

    /// The recorded frames.
    static final List<String> RECORDED =
            List.of("tcp", "offload", "arp-request", "arp-reply", "tunnel");

    private static final String FIRST_OFFSET = "0x0000:";
    private static final String ROW = "0x[0-9A-Fa-f]{4}:.*";
    private static final int LONGEST_FRAME = 65_535 + 14;
    private static final int LONGEST_TEXT = 8 * LONGEST_FRAME;
    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Dissector [frame | file | hex...]
                    Explains one Ethernet frame byte by byte. Frames that were recorded:
                    tcp (the default), offload, arp-request, arp-reply, tunnel.
                    A file, or the arguments, hold the bytes in hexadecimal. A file may be what
                    "tcpdump -xx" has printed: the first frame in it counts.
                    Example: ./course run lesson01 Dissector arp-request
                    """,
                    Integer.MAX_VALUE);

    private Dissector() {}

    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 done, 1 a checksum is wrong, 2 no frame, or cut
    /// off, 3 the file cannot be read.
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return PROGRAM.run(args, out, err, arguments -> dissect(arguments.texts(0, "tcp"), out));
    }

    private static int dissect(List<String> given, PrintStream out) throws Failure {
        byte[] frame = bytes(text(String.join(" ", given)));
        out.println("A frame of " + frame.length + " bytes");
        out.println("offset bytes                   meaning");
        boolean sound = new Dissection(new FrameCursor(frame, out)).ofEthernet();
        return sound ? Program.DONE : Program.CHECKS_FAILED;
    }

    /// The hexadecimal text: recorded, given itself, or in a file.
    private static String text(String given) throws Failure {
        if (RECORDED.contains(given)) {
            return recorded(given);
        }
        boolean isHex = given.matches("(0x[0-9A-Fa-f]{4}:|[0-9A-Fa-f\\s:-])*");
        if (isHex && !given.isBlank()) {
            return given;
        }
        if (given.isBlank() || given.startsWith("--")) {
            throw Failure.usage("No frame: \"" + SafeText.of(given) + "\".");
        }
        return ofFile(given);
    }

    private static String ofFile(String name) throws Failure {
        try (InputStream file = Files.newInputStream(Path.of(name))) {
            return firstFrame(new String(file.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            String line = "\"%s\" is neither hexadecimal nor a file that can be read (%s).";
            throw Failure.environment(
                    line.formatted(SafeText.of(name), e.getClass().getSimpleName()));
        }
    }

    /// The rows of the first frame, where tcpdump has put a line of its own in front of each frame.
    /// Text without tcpdump's offsets stays as it is.
    private static String firstFrame(String text) {
        List<String> rows =
                text.lines().map(String::strip).filter(line -> line.matches(ROW)).toList();
        if (rows.isEmpty()) {
            return text;
        }
        long next = rows.stream().skip(1).takeWhile(row -> !row.startsWith(FIRST_OFFSET)).count();
        return String.join("\n", rows.subList(0, (int) next + 1));
    }

    private static String recorded(String name) {
        try (InputStream file = Dissector.class.getResourceAsStream(name + ".hex")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the recorded frame " + name + " is missing", e);
        }
    }

    /// The bytes of hexadecimal text. Left out: comments (`#`), the offsets of tcpdump (`0x0010:`),
    /// spaces, colons and hyphens.
    static byte[] bytes(String text) throws Failure {
        String digits =
                text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .collect(Collectors.joining("\n"))
                        .replaceAll("0x[0-9A-Fa-f]{4}:|[\\s:-]", "");
        for (int i = 0; i < digits.length(); i++) {
            if (!HexFormat.isHexDigit(digits.charAt(i))) {
                String shown = SafeText.of(digits.substring(i, i + 1));
                throw Failure.usage("No hexadecimal digit: \"" + shown + "\".");
            }
        }
        if (digits.isEmpty() || digits.length() % 2 != 0) {
            throw Failure.usage(
                    "%d hexadecimal digits are no whole number of bytes, or none."
                            .formatted(digits.length()));
        }
        if (digits.length() / 2 > LONGEST_FRAME) {
            String line = "%d bytes are too many: a frame has at most %d here.";
            throw Failure.usage(line.formatted(digits.length() / 2, LONGEST_FRAME));
        }
        return HexFormat.of().parseHex(digits);
    }
}
