package lesson07;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/// One end of a connection, as people write it: `127.0.0.1:8888`, `[::1]:8888`.
final class Endpoint {

    private Endpoint() {}

    /// Address and port; the name as it was given where it has not been resolved.
    static String of(SocketAddress address) {
        InetSocketAddress end = (InetSocketAddress) address;
        if (end.isUnresolved()) {
            return end.getHostString() + ":" + end.getPort();
        }
        String host = end.getAddress().getHostAddress();
        return (end.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
                + ":"
                + end.getPort();
    }
}
