package course.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A selection key of somebody else's loop, read from outside.
record WatchedKey(SelectionKey key) {

    private static final int SHOWN = 3;

    /// The listener first: a set has no order, and most often it is the one.
    static String names(List<SelectionKey> keys) {
        String names =
                keys.stream()
                        .sorted(
                                Comparator.comparing(
                                        key -> !(key.channel() instanceof ServerSocketChannel)))
                        .limit(SHOWN)
                        .map(key -> new WatchedKey(key).name())
                        .collect(Collectors.joining(", "));
        return keys.size() <= SHOWN ? names : names + " and " + (keys.size() - SHOWN) + " more";
    }

    /// `the listener` or `the connection of 127.0.0.1:50001`.
    String name() {
        if (key.channel() instanceof ServerSocketChannel) {
            return "the listener";
        }
        if (!(key.channel() instanceof SocketChannel channel)) {
            return "the key of " + key.channel();
        }
        try {
            SocketAddress remote = channel.getRemoteAddress();
            return remote instanceof InetSocketAddress address
                    ? "the connection of " + new Endpoint(address.getAddress(), address.getPort())
                    : "a connection";
        } catch (IOException _) {
            return "a connection that is closed";
        }
    }

    /// The interest set; 0 when the key is cancelled.
    int interest() {
        try {
            return key.interestOps();
        } catch (CancelledKeyException _) {
            return 0;
        }
    }

    /// For which part of its interest set the channel is ready at this moment. The key itself only
    /// knows what the last `select` has seen.
    int readyNow() {
        int interest = interest();
        if (interest == 0) {
            return 0;
        }
        try {
            return LoopGuard.readyNow(key, interest);
        } catch (IOException | CancelledKeyException | IllegalBlockingModeException _) {
            return 0; // closed or changed by the loop in this moment
        }
    }

    /// What the kernel says about this connection; empty where it does not tell.
    Optional<String> state() {
        if (!TcpSocket.isTableHere()
                || !(key.channel() instanceof SocketChannel channel)
                || !channel.isOpen()) {
            return Optional.empty();
        }
        int local = channel.socket().getLocalPort();
        int remote = channel.socket().getPort();
        try {
            return Optional.of(
                    TcpSocket.all().stream()
                            .filter(s -> s.localPort() == local && s.remotePort() == remote)
                            .map(TcpSocket::state)
                            .findFirst()
                            .orElse("CLOSE"));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static String opsInWords(int ops) {
        List<String> names = new ArrayList<>();
        if ((ops & SelectionKey.OP_READ) != 0) {
            names.add("OP_READ");
        }
        if ((ops & SelectionKey.OP_WRITE) != 0) {
            names.add("OP_WRITE");
        }
        if ((ops & SelectionKey.OP_ACCEPT) != 0) {
            names.add("OP_ACCEPT");
        }
        if ((ops & SelectionKey.OP_CONNECT) != 0) {
            names.add("OP_CONNECT");
        }
        return names.isEmpty() ? "nothing" : String.join(" and ", names);
    }
}
