package lesson02.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Takes what one read gives for one frame.
public final class MessageCollector {

    private MessageCollector() {}

    public static List<String> collect(InputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        byte[] buffer = new byte[70_000];
        int count = in.read(buffer);
        while (count != -1) {
            messages.add(new String(buffer, 2, Math.max(0, count - 2), StandardCharsets.UTF_8));
            count = in.read(buffer);
        }
        return messages;
    }
}
