package lesson02.exercise;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads as many characters as the frame has bytes.
public final class MessageCollector {

    private MessageCollector() {}

    public static List<String> collect(InputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
        int high = reader.read();
        while (high != -1) {
            int length = high << 8 | reader.read();
            StringBuilder text = new StringBuilder();
            while (text.length() < length) {
                int c = reader.read();
                if (c == -1) {
                    throw new EOFException("the stream ends inside a frame");
                }
                text.append((char) c);
            }
            messages.add(text.toString());
            high = reader.read();
        }
        return messages;
    }
}
