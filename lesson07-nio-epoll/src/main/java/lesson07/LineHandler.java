package lesson07;

import java.io.IOException;

/// What one client of a [LineLoop] says, and what happens with its connection. All methods run on
/// the loop's thread, one at a time: none may wait for anything, and none needs a lock.
///
/// Whatever a method throws ends the connection of this client, as if it had been reset.
public interface LineHandler {

    /// A line has come, without its end. The last one may end with the stream.
    void line(String line) throws IOException;

    /// A line is longer than allowed. What still comes is thrown away: no further line will come.
    void tooLong() throws IOException;

    /// The client's stream has ended; it may still read. No further line will come.
    void ended() throws IOException;

    /// The kernel takes bytes for this client again. Called again and again as long as
    /// [LineClient#tellWhenWritable] is on.
    void writable() throws IOException;

    /// The connection was lost, and is closed. This is the last call. It does not come when you
    /// have closed it.
    void lost();
}
