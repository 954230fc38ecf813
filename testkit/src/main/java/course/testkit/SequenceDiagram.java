package course.testkit;

import java.util.List;
import java.util.StringJoiner;

/// A Mermaid `sequenceDiagram` made from captured segments, for the text of a lesson. Its numbers
/// count from 0 in each direction and it holds no addresses, ports or times, so equal exchanges
/// give equal diagrams.
public final class SequenceDiagram {

    private SequenceDiagram() {}

    /// The diagram's text, without a line end after the last line. The sender of the first segment
    /// gets the name `client`, whoever is not that end the name `server`.
    public static String of(List<Segment> segments, String client, String server) {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("sequenceDiagram");
        lines.add("    participant " + client);
        lines.add("    participant " + server);
        for (Segment segment : Segment.relative(segments)) {
            boolean fromClient = segment.from().equals(segments.getFirst().from());
            lines.add(
                    "    "
                            + (fromClient ? client + "->>" + server : server + "->>" + client)
                            + ": "
                            + segment.summary());
        }
        return lines.toString();
    }
}
