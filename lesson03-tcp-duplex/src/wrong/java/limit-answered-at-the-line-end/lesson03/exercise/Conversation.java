package lesson03.exercise;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Two ends that speak in lines of UTF-8, and trust each other with nothing.
public final class Conversation {

    private Conversation() {}

    /// The server's end. Answers each line until the client says `bye` or its stream ends. Does not
    /// close the streams.
    ///
    /// @return whether the client has said `bye`
    public static boolean serve(InputStream in, OutputStream out, int longest) throws IOException {
        LineReader lines = new LineReader(in, longest);
        while (true) {
            String answer =
                    switch (lines.next()) {
                        case Line.Text(String text) when text.equals("bye") -> text;
                        case Line.Text(String text) -> "you said: " + text;
                        case Line.TooLong _ -> "error: more than " + longest + " bytes";
                        case Line.NotUtf8 _ -> "error: not UTF-8";
                        case Line.End _ -> null;
                    };
            if (answer == null) {
                return false;
            }
            say(out, answer);
            if (answer.equals("bye")) {
                return true;
            }
        }
    }

    /// The client's end. Says each line and waits for its answer; ends early after `bye`. Does not
    /// close the streams.
    ///
    /// @throws IllegalArgumentException when a line has a line end in it; nothing has been sent
    /// @throws ProtocolException when an answer is too long or not UTF-8
    /// @throws EOFException when the stream ends before an answer is complete
    public static List<String> talk(
            InputStream in, OutputStream out, List<String> lines, int longest) throws IOException {
        if (lines.stream().anyMatch(line -> line.contains("\n") || line.contains("\r"))) {
            throw new IllegalArgumentException("a line with a line end in it is two lines");
        }
        LineReader replies = new LineReader(in, longest);
        List<String> answers = new ArrayList<>();
        for (String line : lines) {
            say(out, line);
            switch (replies.next()) {
                case Line.Text(String text) -> answers.add(text);
                case Line.TooLong _ ->
                        throw new ProtocolException("an answer of more than " + longest + " bytes");
                case Line.NotUtf8 _ -> throw new ProtocolException("an answer that is not UTF-8");
                case Line.End _ -> throw new EOFException("no answer to " + line);
            }
            if (answers.getLast().equals("bye")) {
                break;
            }
        }
        return answers;
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private sealed interface Line {
        record Text(String text) implements Line {}

        record TooLong() implements Line {}

        record NotUtf8() implements Line {}

        record End() implements Line {}
    }

    private static final class LineReader {

        private final InputStream in;
        private final int longest;

        /// The line that is being read was too long, and its end has not come yet.
        private boolean skipping;

        LineReader(InputStream in, int longest) {
            this.in = new BufferedInputStream(in);
            this.longest = longest;
        }

        Line next() throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                if (next == '\n' && !skipping) {
                    return text(bytes.toByteArray());
                } else if (next == '\n') {
                    skipping = false;
                    return new Line.TooLong();
                } else if (!skipping) {
                    // One more than the longest may still be the \r of the line's end.
                    if (bytes.size() > longest || (bytes.size() == longest && next != '\r')) {
                        skipping = true;
                        continue;
                    }
                    bytes.write(next);
                }
            }
            return new Line.End();
        }

        private static Line text(byte[] bytes) {
            boolean crlf = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
            byte[] content = crlf ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
            try {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                return new Line.Text(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
            } catch (CharacterCodingException _) {
                return new Line.NotUtf8();
            }
        }
    }
}
