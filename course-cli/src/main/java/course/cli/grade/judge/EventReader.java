package course.cli.grade.judge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Reads events from a stream to which a stranger may write too: a line that is too long is thrown
/// away, and so is whatever is not an event.
final class EventReader {

    /// A message is cut long before.
    private static final int LONGEST_LINE = 100_000;

    /// No lesson has so much to report.
    private static final long MOST_BYTES = 50_000_000;

    private final InputStream in;
    private final String secret;
    private long read;

    EventReader(InputStream in, String secret) {
        this.in = new BufferedInputStream(in);
        this.secret = secret;
    }

    /// The next event; empty at the end of the stream, and when it is flooded. Blocks.
    Optional<Event> next() throws IOException {
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            Optional<Event> event = Event.parse(line.get(), secret);
            if (event.isPresent()) {
                return event;
            }
        }
    }

    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next;
        while ((next = in.read()) != '\n') {
            if (next < 0 || ++read > MOST_BYTES) {
                return Optional.empty();
            }
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        return Optional.of(line.size() < LONGEST_LINE ? line.toString(StandardCharsets.UTF_8) : "");
    }
}
