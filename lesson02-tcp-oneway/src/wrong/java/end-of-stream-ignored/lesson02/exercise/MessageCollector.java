package lesson02.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Never looks at the -1 of read.
public final class MessageCollector {

    private MessageCollector() {}

    public static List<String> collect(InputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        while (true) {
            int high = in.read();
            int low = in.read();
            if (high >= 0 && low >= 0) {
                byte[] text = in.readNBytes(high << 8 | low);
                messages.add(new String(text, StandardCharsets.UTF_8));
            } else if (messages.size() > 1_000_000) {
                return messages;
            }
        }
    }
}
