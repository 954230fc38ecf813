package lesson07;

import java.io.IOException;

/// What hangs on a key of an [EventLoop]: who is called when the kernel says that the channel is
/// ready.
sealed interface Attached permits Connection, LineClient, Listener {

    /// The channel is ready for what the key is interested in. Must not wait.
    void ready() throws IOException;

    /// What [#ready] has thrown. Must not throw anything.
    void failed(Throwable thrown);

    /// The loop closes: end in order, and soon.
    void endSoon();

    /// Closes the channel now.
    void closeNow();
}
