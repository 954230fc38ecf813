package lesson07;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Sends every byte back, until the end of the client's stream. See RFC 862 (Echo Protocol).
///
/// It knows nothing of a client from one call to the next: one object serves all of them.
public final class Echo implements Handler {

    // region echo
    @Override
    public void received(ByteBuffer bytes, Connection client) throws IOException {
        client.send(bytes);
    }
    // endregion
}
