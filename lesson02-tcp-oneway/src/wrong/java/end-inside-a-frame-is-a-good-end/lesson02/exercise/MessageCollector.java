package lesson02.exercise;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Takes every EOFException for the end.
public final class MessageCollector {

    private MessageCollector() {}

    public static List<String> collect(InputStream in) throws IOException {
        List<String> messages = new ArrayList<>();
        DataInputStream frames = new DataInputStream(in);
        try {
            while (true) {
                messages.add(frames.readUTF());
            }
        } catch (EOFException _) {
            return messages;
        }
    }
}
