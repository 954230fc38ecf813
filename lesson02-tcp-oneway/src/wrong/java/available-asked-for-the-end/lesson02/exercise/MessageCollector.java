package lesson02.exercise;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Takes "nothing to read now" for the end.
public final class MessageCollector {

    private MessageCollector() {}

    public static List<String> collect(InputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        DataInputStream frames = new DataInputStream(in);
        do {
            messages.add(frames.readUTF());
        } while (in.available() > 0);
        return messages;
    }
}
