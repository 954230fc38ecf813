package lesson06;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A DNS server that does what a test says, right or wrong, over UDP and over TCP at one port.
final class ScriptedNameServer implements AutoCloseable {

    /// What to do with a query over UDP: the number of the query, from 1, and its bytes. Each array
    /// returned is sent as one datagram.
    @FunctionalInterface
    interface Script {
        List<byte[]> answers(int number, byte[] query);
    }

    /// What to do with a client over TCP.
    @FunctionalInterface
    interface TcpScript {
        void serve(Socket client) throws IOException;
    }

    private final UdpAndTcp sockets;
    private final Script script;
    private final TcpScript tcpScript;
    private final List<byte[]> queries = new CopyOnWriteArrayList<>();
    private final List<Thread> threads;

    private ScriptedNameServer(UdpAndTcp sockets, Script script, TcpScript tcpScript) {
        this.sockets = sockets;
        this.script = script;
        this.tcpScript = tcpScript;
        threads =
                List.of(
                        Thread.ofVirtual().name("scripted udp").start(this::serveUdp),
                        Thread.ofVirtual().name("scripted tcp").start(this::serveTcp));
    }

    static ScriptedNameServer start(Script script, TcpScript tcpScript) throws IOException {
        return new ScriptedNameServer(UdpAndTcp.open(0), script, tcpScript);
    }

    InetSocketAddress address() {
        return sockets.address();
    }

    String port() {
        return Integer.toString(address().getPort());
    }

    /// What has come over UDP.
    List<byte[]> queries() {
        return queries;
    }

    private void serveUdp() {
        DatagramPacket packet = new DatagramPacket(new byte[65_535], 65_535);
        try {
            while (true) {
                packet.setLength(65_535);
                sockets.udp().receive(packet);
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                queries.add(query);
                for (byte[] answer : script.answers(queries.size(), query)) {
                    sockets.udp()
                            .send(
                                    new DatagramPacket(
                                            answer, answer.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            endOrFail(e);
        }
    }

    private void serveTcp() {
        try {
            while (true) {
                try (Socket client = sockets.tcp().accept()) {
                    tcpScript.serve(client);
                }
            }
        } catch (IOException e) {
            endOrFail(e);
        }
    }

    private void endOrFail(IOException e) {
        if (!sockets.isClosed()) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        sockets.close();
        for (Thread thread : threads) {
            thread.interrupt();
        }
    }
}
