package lesson07.exercise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;

/// One connection of a server that sends every byte back a hundred times, and that reads no more
/// while its answers wait.
public final class Megaphone {

    /// How often each byte comes back.
    public static final int TIMES = 100;

    /// How many bytes the buffers of one connection may have together.
    public static final int MOST_MEMORY = 64 * 1024;

    private final SelectionKey key;
    private final ByteChannel client;

    /// What has come and has not been repeated yet. Between two calls it is being emptied.
    private final ByteBuffer requests = ByteBuffer.allocate(1024).limit(0);

    /// What was repeated and has not been sent yet. Between two calls it is being emptied.
    private final ByteBuffer answers = ByteBuffer.allocate(160 * TIMES).limit(0);

    public Megaphone(SelectionKey key, ByteChannel client) {
        this.key = key;
        this.client = client;
    }

    /// Reads what has come, unless answers wait to be sent; sends what can be sent; sets the
    /// interest set.
    ///
    /// @throws IOException when the connection breaks; the loop then closes it
    public void ready() throws IOException {
        if (!isWaiting()) {
            int count = client.read(requests.clear());
            while (count > 0) {
                count = client.read(requests);
            }
            requests.flip();
            if (count < 0) {
                client.close(); // no answer waits: else nothing would have been read
                return;
            }
        }
        send();
        key.interestOps(isWaiting() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /// Until all is sent, or until the first short write.
    private void send() throws IOException {
        while (isWaiting()) {
            if (!answers.hasRemaining()) {
                repeat();
            }
            client.write(answers);
            if (answers.hasRemaining()) {
                return;
            }
        }
    }

    /// As many requests as have room.
    private void repeat() {
        answers.clear();
        while (requests.hasRemaining() && answers.remaining() >= TIMES) {
            byte request = requests.get();
            for (int i = 0; i < TIMES; i++) {
                answers.put(request);
            }
        }
        answers.flip();
    }

    private boolean isWaiting() {
        return requests.hasRemaining() || answers.hasRemaining();
    }
}
