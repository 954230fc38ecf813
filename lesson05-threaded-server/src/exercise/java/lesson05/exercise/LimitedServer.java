package lesson05.exercise;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// **Exercise 5.2: At most N, and a polite no.** About 30 minutes.
///
/// A server that has a number of places. Who comes when all are taken gets one line and the end of
/// the stream. No queue, no silence, no reset.
///
/// Three kinds of work, and only one of them may wait in `accept`: the thread that called [#serve]
/// accepts and does nothing else that can take time. Each client that is served has a virtual
/// thread of its own, and so has each client that is turned away.
public final class LimitedServer {

    /// What a client gets for which there is no place.
    public static final String BUSY = "busy, try again later\n";

    /// How many bytes of a client that is turned away are read and thrown away, at most (or a few
    /// more: one buffer).
    public static final int MOST_UNREAD_BYTES = 65_536;

    /// The conversation with one client.
    @FunctionalInterface
    public interface Handler {

        /// Blocks until the conversation is over. Need not close the socket. May throw anything.
        void handle(Socket client) throws IOException;
    }

    /// Does not start anything yet.
    ///
    /// @param most how many clients are in hand at the same time at most; 1 or more
    /// @param patience how long a client that is turned away is waited for, in all
    /// @param handler the conversation; is called on a thread for each client
    public LimitedServer(int most, Duration patience, Handler handler) {
        throw new UnsupportedOperationException(
                "Keep the values. What counts the places that are free?");
    }

    /// Accepts clients until somebody closes `listener`; then returns. An `accept` that throws for
    /// another reason (no file descriptor left, for example) does not end it.
    ///
    /// **A client for which there is a place.** The handler is called, then the socket is closed
    /// and the place is free again: whether the handler returns, throws an exception or throws an
    /// `Error`. A free place is one place, not two.
    ///
    /// **A client for which there is none.** It gets [#BUSY] in UTF-8 and then the end of the
    /// stream ([Socket#shutdownOutput]). If the socket were closed now, the system would answer a
    /// client that is still sending with a reset (RST). Its next write fails, and many clients then
    /// never read the line. So what comes is read and thrown away, until the client closes, or
    /// `patience` is over in all, or [#MOST_UNREAD_BYTES] have come. Then the socket is closed.
    ///
    /// Does not close the listener: the caller does.
    public void serve(ServerSocket listener) {
        throw new UnsupportedOperationException(
                "Accept in a loop; take a place, or turn the client away.");
    }
}
