package lesson01;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A socket table that somebody has copied from `netstat -an`. Linux and macOS have two columns
/// more than Windows, headings come in many languages, and a line may be anything: what does not
/// look like a socket is counted, not refused.
///
/// The addresses stay as they were written.
final class PastedSockets {

    private static final String ADDRESS = "\\S*[.:](?:[0-9]{1,5}|\\*)";
    private static final Pattern SOCKET =
            Pattern.compile(
                    "\\s*(?<protocol>(?i:tcp|udp)[0-9]*)\\s+(?<queues>[0-9]+\\s+[0-9]+\\s+)?"
                            + "(?<local>"
                            + ADDRESS
                            + ")\\s+(?<foreign>"
                            + ADDRESS
                            + ")"
                            + "(?:\\s+(?<state>\\p{L}\\S*))?(?:\\s+(?<owner>[0-9]+\\S*))?(?:\\s.*)?");

    /// What was read.
    ///
    /// @param otherLines how many lines are no sockets, empty ones not counted
    record Reading(List<SocketRow> rows, int otherLines) {}

    private PastedSockets() {}

    static Reading read(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        List<SocketRow> rows =
                lines.stream().map(PastedSockets::parse).flatMap(Optional::stream).toList();
        return new Reading(rows, lines.size() - rows.size());
    }

    private static Optional<SocketRow> parse(String line) {
        Matcher socket = SOCKET.matcher(line);
        if (!socket.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new SocketRow(
                        socket.group("protocol").toLowerCase(Locale.ROOT),
                        SafeText.of(socket.group("local")),
                        SafeText.of(socket.group("foreign")),
                        state(socket.group("state")),
                        owner(socket)));
    }

    private static String state(String word) {
        return word == null
                ? SocketRow.NONE
                : SocketState.named(word).map(SocketState::name).orElse(SafeText.of(word));
    }

    /// `812/java` on Linux; on Windows, which has no queue columns, the number alone. Elsewhere a
    /// number behind the state can be anything.
    private static String owner(Matcher socket) {
        String text = socket.group("owner");
        boolean known = text != null && (text.contains("/") || socket.group("queues") == null);
        return known ? SafeText.of(text) : SocketRow.NONE;
    }

    // region charset
    /// The text of a file or a pipe. PowerShell writes UTF-16 with a mark in front. Everything else
    /// is read as UTF-8: a Chinese Windows writes its headings in GBK, and they turn into nonsense,
    /// but what counts of a socket's line is ASCII, which is the same in both.
    static String decode(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
        Charset charset =
                mark == 0xfeff || mark == 0xfffe ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
        return charset.decode(ByteBuffer.wrap(bytes)).toString().replace("\ufeff", "");
    }
    // endregion
}
