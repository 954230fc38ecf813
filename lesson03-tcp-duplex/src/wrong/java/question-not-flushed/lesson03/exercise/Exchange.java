package lesson03.exercise;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Question and answer, and a swap of messages of any length, without a deadlock.
public final class Exchange {

    private Exchange() {}

    /// Sends one question and returns the answer. Both are `writeUTF` frames. The socket stays
    /// open.
    ///
    /// @throws java.io.EOFException when the server closes before its answer is complete
    public static String ask(Socket socket, String question) throws IOException {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        DataInputStream in = new DataInputStream(socket.getInputStream());
        out.writeUTF(question);
        return in.readUTF();
    }

    /// Sends `mine` and returns the message of the other end, at the same time: whatever the other
    /// end does first, this one does not keep it waiting. When it throws an `IOException`, the
    /// socket is closed.
    ///
    /// @param limit how many bytes a message may have
    /// @throws IllegalArgumentException when `mine` is longer than `limit`
    /// @throws ProtocolException when the other length is negative or larger than `limit`
    /// @throws java.io.EOFException when the stream ends before the other message is complete
    public static byte[] swap(Socket socket, byte[] mine, int limit) throws IOException {
        if (mine.length > limit) {
            throw new IllegalArgumentException(
                    "a message of " + mine.length + " bytes, at most " + limit);
        }
        FutureTask<Void> sending = new FutureTask<>(() -> send(socket, mine));
        Thread.ofVirtual().name("swap, the sending thread").start(sending);
        try {
            byte[] theirs = receive(socket, limit);
            sending.get();
            return theirs;
        } catch (IOException e) {
            socket.close();
            throw e;
        } catch (ExecutionException e) {
            socket.close();
            throw new IOException("my message could not be sent", e.getCause());
        } catch (InterruptedException _) {
            socket.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending");
        }
    }

    private static Void send(Socket socket, byte[] mine) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(mine.length);
        out.write(mine);
        return null;
    }

    private static byte[] receive(Socket socket, int limit) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        if (length < 0 || length > limit) {
            throw new ProtocolException(
                    "the other end announces " + length + " bytes, at most " + limit);
        }
        byte[] theirs = new byte[length];
        in.readFully(theirs);
        return theirs;
    }
}
