package lesson06;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Two sockets at one port number of the loopback address, as a DNS server needs them. The numbers
/// of UDP and TCP have nothing to do with each other: each has to be asked for.
record UdpAndTcp(DatagramSocket udp, ServerSocket tcp) implements AutoCloseable {

    private static final int TRIES = 10;

    /// Opens both. The caller closes them.
    ///
    /// @param port 0 for one that is free for both
    static UdpAndTcp open(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int attempt = 1; ; attempt++) {
            DatagramSocket udp = new DatagramSocket(port, loopback);
            try {
                return new UdpAndTcp(udp, new ServerSocket(udp.getLocalPort(), 0, loopback));
            } catch (BindException e) {
                udp.close();
                if (port != 0 || attempt == TRIES) {
                    throw e; // else: free for UDP, but in use for TCP; take another one
                }
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    boolean isClosed() {
        return udp.isClosed();
    }

    /// Closes both; can be called again.
    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
