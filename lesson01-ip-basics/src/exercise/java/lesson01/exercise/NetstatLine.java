package lesson01.exercise;

import java.util.Optional;
import java.util.OptionalInt;

/// **Exercise 1.5: Read a line of netstat.** About 25 minutes.
///
/// `netstat -an` shows every socket of a machine, and each system writes the same thing in its own
/// way. Take one line apart.
///
///     Linux     tcp   0  0  127.0.0.1:8888         0.0.0.0:*         LISTEN       1044/java
///     Linux     tcp6  0  0  :::22                  :::*              LISTEN
///     macOS     tcp4  0  0  192.0.2.10.50001       198.51.100.7.443  ESTABLISHED
///     macOS     udp4  0  0  *.5353                 *.*
///     Windows     TCP    [::]:8888    [::]:0       LISTENING    1044
///
/// The columns, with white space between them:
///
/// 1. The protocol: `tcp` or `udp` in small or capital letters, then nothing, `4`, `6` or `46`.
/// 2. Linux and macOS only: two numbers, the bytes that wait to be received and to be sent.
/// 3. The local address, then the foreign address. Each is an address, a `:` or a `.`, and a port. The
///    port stands behind the **last** `:` or `.`, whichever of them comes last. An address may stand
///    in brackets. The port is a number from 0 to 65535, written with the digits 0 to 9, or `*`.
/// 4. Perhaps a state: a word that begins with a letter. A socket without a connection has none.
/// 5. Perhaps more, such as the number of a process: leave it out.
///
/// @param protocol `tcp` or `udp`, in small letters, without the 4 or 6
/// @param localAddress as it was written, without brackets and port: `127.0.0.1`, `::`, `*`
/// @param localPort 1 to 65535; empty for `*` and for 0, which both mean "no port"
/// @param foreignAddress like `localAddress`
/// @param foreignPort like `localPort`
/// @param state as it was written, `LISTENING`; the empty text where there is none
public record NetstatLine(
        String protocol,
        String localAddress,
        OptionalInt localPort,
        String foreignAddress,
        OptionalInt foreignPort,
        String state) {

    /// Reads one line. A heading in any language, an empty line, a socket of another kind, a line
    /// that is cut off, a port that is none: for all these the answer is empty. Never throws: who
    /// reads a whole table wants to skip such lines, not to stop at them.
    public static Optional<NetstatLine> parse(String line) {
        throw new UnsupportedOperationException(
                "Split the line at white space and look at the first word: is it tcp or udp?");
    }
}
