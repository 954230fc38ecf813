package lesson06.exercise;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/// **Exercise 6.4: A chat with an end.** About 30 minutes.
///
/// Two people talk over UDP. One datagram is one line, in UTF-8, without a line end. Both may speak
/// at any time, so two things have to be waited for at once: what is typed here, and what comes
/// from there. That takes two threads.
///
/// How does it end? UDP has no end of stream. So the two agree on a word: "bye". But a datagram can
/// be lost, the last one too. Who waits for a "bye" that was lost would wait for ever: a time limit
/// has to end it.
public final class DatagramChat {

    /// The longest line, in bytes of UTF-8.
    public static final int MOST_BYTES = 1_024;

    private DatagramChat() {}

    /// How a chat ended.
    public enum End {
        /// "bye" was typed here, or the keyboard came to its end.
        WE_SAID_BYE,
        /// "bye" came from the other side.
        THEY_SAID_BYE,
        /// Nothing came from the other side for too long.
        SILENCE
    }

    /// Where lines are typed: `new BufferedReader(...)::readLine` is one.
    @FunctionalInterface
    public interface Keyboard {
        /// Waits for the next line, perhaps for hours; null at the end. It cannot be relied on that
        /// an interrupt ends it.
        String readLine() throws IOException;
    }

    /// Sends what is typed, shows what comes, and returns when the chat has ended.
    ///
    /// - Each line of the keyboard is sent to `other` as soon as it is typed, and each line that
    ///   comes from `other` is shown as soon as it has come. Neither waits for the other.
    /// - The line "bye", exactly so, ends the chat: typed here, it is sent and this method returns;
    ///   received, it is not shown and this method returns, even when the keyboard waits for a
    ///   line. The end of the keyboard (null) sends "bye" too.
    /// - An empty line is a datagram of 0 bytes. It is sent, and shown, like any other line.
    /// - A typed line that takes more than [#MOST_BYTES] bytes is not sent. One sentence with both
    ///   numbers is shown in its place, and the chat goes on. Longer datagrams that come from
    ///   `other` are ignored.
    /// - Datagrams from anybody but `other` are ignored, and they are no sign of life. Compare the
    ///   packet's address with `other`, and do not connect the socket: a connected one drops what
    ///   strangers send, but in JDK 25 it also drops your own empty lines without a word.
    /// - When nothing has come from `other` for `silence`, the chat ends.
    /// - `other` may not have started yet, or may have left: that does not end the chat.
    ///
    /// @param socket is closed when this method returns or throws, so that nobody waits for it any
    ///   more
    /// @param screen gets one line a call, from one of two threads
    /// @throws IOException when the socket or the keyboard fails
    public static End chat(
            DatagramSocket socket,
            InetSocketAddress other,
            Keyboard keyboard,
            Consumer<String> screen,
            Duration silence)
            throws IOException {
        throw new UnsupportedOperationException(
                "Start a thread that sends what is typed, and one that shows what comes.");
    }
}
