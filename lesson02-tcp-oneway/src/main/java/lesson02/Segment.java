package lesson02;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One TCP segment, as a capture shows it.
///
/// Sequence numbers count bytes, from a random start, and go back to 0 after 4,294,967,295. SYN and
/// FIN take one number each, as if they were a byte (RFC 9293, section 3.4). So the first byte of
/// data has the number of the SYN plus one. An acknowledgement number is the number that the
/// receiver expects next.
///
/// @param from who sent it
/// @param to whom it was sent to
/// @param flags the control bits, for example SYN and ACK
/// @param sequence the number of the first byte (or of the SYN or FIN); empty where tcpdump prints
///   none, which is the case for a segment that has only an acknowledgement
/// @param acknowledgement the number that the sender expects next; empty without the ACK flag
/// @param length how many bytes of data it carries, headers, SYN and FIN not counted
public record Segment(
        InetSocketAddress from,
        InetSocketAddress to,
        Set<Flag> flags,
        OptionalLong sequence,
        OptionalLong acknowledgement,
        int length) {

    /// The control bits of RFC 9293, section 3.1, and the letter that tcpdump prints for each.
    public enum Flag {
        SYN('S'),
        FIN('F'),
        RST('R'),
        PSH('P'),
        ACK('.'),
        URG('U'),
        ECE('E'),
        CWR('W');

        private final char letter;

        Flag(char letter) {
            this.letter = letter;
        }
    }

    private static final long SEQUENCE_SPACE = 1L << 32;

    private static final Pattern LINE =
            Pattern.compile(
                    "\\S+ (?:.* )?IP6? (\\S+) > (\\S+): Flags \\[([^\\]]*)\\](.*), length (\\d+)(?:: .*)?");
    private static final Pattern SEQUENCE = Pattern.compile(", seq (\\d+)(?::\\d+)?(?=,|$)");
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile(", ack (\\d+)(?=,|$)");

    /// Checks the numbers: 32 bits, unsigned.
    public Segment {
        flags = Collections.unmodifiableSet(copyOf(flags));
        sequence.ifPresent(number -> checkNumber("sequence", number));
        acknowledgement.ifPresent(number -> checkNumber("acknowledgement", number));
        if (length < 0 || length > 65_535) {
            throw new IllegalArgumentException("a segment carries 0 to 65535 bytes, not " + length);
        }
        boolean counts = length > 0 || flags.contains(Flag.SYN) || flags.contains(Flag.FIN);
        if (counts && sequence.isEmpty()) {
            throw new IllegalArgumentException(
                    "a segment with data, SYN or FIN has a sequence number");
        }
        if (flags.contains(Flag.ACK) != acknowledgement.isPresent()) {
            throw new IllegalArgumentException(
                    "the flag ACK and an acknowledgement number come together");
        }
    }

    /// Reads one line of `tcpdump -nn -S`, IPv4 or IPv6. `-nn` prints addresses and ports as
    /// numbers, `-S` prints the sequence numbers as they are on the wire:
    ///
    ///     12:00:00.000123 IP 127.0.0.1.45678 > 127.0.0.1.8888: Flags [P.], seq 5:13, ack 9, length 8
    ///
    /// @throws IllegalArgumentException when the line is not of this form; the message quotes it
    public static Segment parse(String line) {
        Matcher matcher = LINE.matcher(line.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of `tcpdump -nn -S` about TCP: " + line);
        }
        try {
            return new Segment(
                    address(matcher.group(1)),
                    address(matcher.group(2)),
                    flags(matcher.group(3)),
                    number(SEQUENCE, matcher.group(4)),
                    number(ACKNOWLEDGEMENT, matcher.group(4)),
                    Integer.parseInt(matcher.group(5)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", in the line: " + line, e);
        }
    }

    /// Whether this control bit is set.
    public boolean has(Flag flag) {
        return flags.contains(flag);
    }

    /// The sequence number that follows this segment: its own number, plus the bytes of data, plus
    /// one for SYN and one for FIN, modulo 2^32. Whoever has received all of it acknowledges
    /// exactly this number.
    ///
    /// @throws java.util.NoSuchElementException when the segment has no sequence number
    public long next() {
        long counted = (long) length + (has(Flag.SYN) ? 1 : 0) + (has(Flag.FIN) ? 1 : 0);
        return (sequence.orElseThrow() + counted) % SEQUENCE_SPACE;
    }

    private static EnumSet<Flag> copyOf(Set<Flag> flags) {
        EnumSet<Flag> copy = EnumSet.noneOf(Flag.class);
        copy.addAll(flags);
        return copy;
    }

    private static void checkNumber(String name, long number) {
        if (number < 0 || number >= SEQUENCE_SPACE) {
            throw new IllegalArgumentException(
                    "the " + name + " number " + number + " has more than 32 bits");
        }
    }

    /// tcpdump puts the port behind the last dot, also for IPv6: `127.0.0.1.8888`, `::1.8888`.
    private static InetSocketAddress address(String text) {
        int dot = text.lastIndexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("no port in the address " + text);
        }
        int port = Integer.parseInt(text.substring(dot + 1));
        // ofLiteral asks no name server: a capture from somewhere else must not start a DNS query
        // here.
        return new InetSocketAddress(InetAddress.ofLiteral(text.substring(0, dot)), port);
    }

    private static Set<Flag> flags(String letters) {
        EnumSet<Flag> flags = EnumSet.noneOf(Flag.class);
        if (letters.equals("none")) {
            return flags;
        }
        for (int i = 0; i < letters.length(); i++) {
            flags.add(flag(letters.charAt(i)));
        }
        return flags;
    }

    private static Flag flag(char letter) {
        for (Flag flag : Flag.values()) {
            if (flag.letter == letter) {
                return flag;
            }
        }
        throw new IllegalArgumentException("unknown flag " + letter);
    }

    private static OptionalLong number(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }
}
