package lesson06;

import java.io.PrintStream;
import java.util.HexFormat;

/// Prints a DNS message with one row for each part: offset, bytes, meaning. Of a long answer it
/// shows the first records only.
final class DnsRows {

    /// How many records are shown.
    static final int RECORDS = 3;

    private static final int BYTES_IN_ROW = 8;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private DnsRows() {}

    static void print(byte[] message, DnsDissection dissection, PrintStream out) {
        out.println("offset  bytes                    meaning");
        dissection.parts().stream()
                .filter(part -> part.answer() <= RECORDS)
                .forEach(part -> row(message, part, out));
        more(dissection.answers().size() - RECORDS, "records", out);
        more(dissection.bytesBehind(), "bytes", out);
    }

    private static void row(byte[] message, DnsPart part, PrintStream out) {
        int end = part.offset() + part.length();
        for (int at = part.offset(); at < end; at += BYTES_IN_ROW) {
            String bytes = HEX.formatHex(message, at, Math.min(end, at + BYTES_IN_ROW));
            String meaning = at == part.offset() ? part.meaning() : "";
            out.println("%6d  %-23s  %s".formatted(at, bytes, meaning).stripTrailing());
        }
    }

    private static void more(int count, String what, PrintStream out) {
        if (count > 0) {
            out.println("        ...                      " + count + " more " + what);
        }
    }
}
