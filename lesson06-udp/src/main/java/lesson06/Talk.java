package lesson06;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// A chat over UDP. Both ends are the same program, both may speak at any time, and the word "bye",
/// said by either, ends it for both. A line is one datagram.
///
/// One end must know where the other is; the other learns it from the first datagram, and from then
/// on hears nobody else. See [Voice] for how it ends although a "bye" may be lost.
public final class Talk implements AutoCloseable {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: Talk [own port] [host] [port]
                    Chats: sends the lines that you type, prints those that come, until "bye".
                    With one argument it waits for the other end, with three it begins.
                    Example: ./course run lesson06 Talk 8888
                    """,
                    3);

    private final DatagramSocket socket;
    private final Limits limits;
    private final PrintStream out;

    /// How long to wait.
    ///
    /// @param silence for a line from the other end
    /// @param bye for the other end's "bye" after ours, each time
    /// @param afterInput for a "bye", when nothing more will be typed
    record Limits(Duration silence, Duration bye, Duration afterInput) {
        static final Limits OF_PEOPLE =
                new Limits(Duration.ofMinutes(10), Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    /// Runs the program; returns its exit status: 0 ended by "bye", 2 wrong arguments, 3 no such
    /// port or host, or the other end has gone without a "bye".
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> {
                    InetSocketAddress other = args.length < 2 ? null : arguments.address(1);
                    return talk(ownAddress(arguments.port(0, 0), other), other, in, out);
                });
    }

    /// Loopback, unless the other end is another machine.
    private static InetSocketAddress ownAddress(int port, InetSocketAddress other) {
        InetAddress host = other == null ? InetAddress.getLoopbackAddress() : other.getAddress();
        return host.isLoopbackAddress()
                ? new InetSocketAddress(host, port)
                : new InetSocketAddress(port);
    }

    private static int talk(
            InetSocketAddress own, InetSocketAddress other, InputStream in, PrintStream out)
            throws Failure, IOException {
        try (Talk talk = new Talk(own, Limits.OF_PEOPLE, out)) {
            return talk.with(other, in) ? Program.DONE : Program.ENVIRONMENT;
        } catch (BindException e) {
            throw Failure.cannotBind(own, e);
        }
    }

    /// Has the port from now on; does not block. The caller closes.
    ///
    /// @throws BindException if the port is taken, or not to be had
    Talk(InetSocketAddress own, Limits limits, PrintStream out) throws IOException {
        this(new DatagramSocket(own), limits, out);
    }

    Talk(DatagramSocket socket, Limits limits, PrintStream out) {
        this.socket = socket;
        this.limits = limits;
        this.out = out;
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Talks until the end. Blocks; what is typed is sent by a thread of its own. That thread may
    /// go on waiting for a key when the chat has ended: nothing can interrupt it.
    ///
    /// @param other null for whoever speaks first
    /// @return whether both ends have said "bye"
    boolean with(InetSocketAddress other, InputStream typed) throws IOException {
        String here = Endpoint.of(address());
        out.println(
                other == null
                        ? "Bound to " + here + ", waiting for the other end"
                        : "Talking to " + Endpoint.of(other) + " from " + here);
        DatagramPacket first = other == null ? receiveFirst() : null;
        InetSocketAddress partner = first == null ? other : from(first);
        Voice voice = new Voice(socket, partner, limits, out);
        try {
            if (first != null && isBye(first)) {
                return voice.answerBye();
            }
            Thread.ofPlatform().daemon().name("keyboard").start(() -> voice.speak(typed));
            return listen(partner, voice);
        } finally {
            voice.end();
        }
    }

    private boolean listen(InetSocketAddress partner, Voice voice) throws IOException {
        long deadline = System.nanoTime() + limits.silence.toNanos();
        while (deadline - System.nanoTime() > 0) { // also when strangers send all the time
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            socket.setSoTimeout((int) Math.max(1, left)); // 0 would mean: for ever
            try {
                DatagramPacket packet = receive();
                if (from(packet).equals(partner)) {
                    deadline = System.nanoTime() + limits.silence.toNanos();
                    if (isBye(packet)) {
                        return voice.answerBye();
                    }
                }
            } catch (SocketTimeoutException _) {
                break;
            } catch (SocketException e) {
                if (!voice.hasGivenUp()) {
                    throw e;
                }
                out.println("No bye has come back. The chat has ended all the same");
                return false;
            }
        }
        out.println("Nothing has come for " + limits.silence.toMillis() + " ms: ended");
        return false;
    }

    /// Prints what has come.
    private boolean isBye(DatagramPacket packet) {
        String text = Payload.text(packet).map(String::stripTrailing).orElse(null);
        String shown = text == null ? Payload.inWords(packet) : SafeText.of(text);
        out.println(Endpoint.of(from(packet)) + " says: " + shown);
        return Voice.BYE.equals(text);
    }

    private static InetSocketAddress from(DatagramPacket packet) {
        return (InetSocketAddress) packet.getSocketAddress();
    }

    /// The first datagram of somebody who can be answered. At port 0 nobody can.
    private DatagramPacket receiveFirst() throws IOException {
        DatagramPacket first = receive();
        while (first.getPort() == 0) {
            first = receive();
        }
        return first;
    }

    private DatagramPacket receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[Payload.ROOM], Payload.ROOM);
        socket.receive(packet);
        return packet;
    }

    /// Gives the port back. May be called twice.
    @Override
    public void close() {
        socket.close();
    }
}
