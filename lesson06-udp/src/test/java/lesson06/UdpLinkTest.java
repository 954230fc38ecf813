package lesson06;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import course.testkit.Bytes;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpLinkTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private DatagramSocket here;
    private DatagramSocket there;

    @BeforeEach
    void open() throws IOException {
        here = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        there = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        SocketAddress hereAddress = here.getLocalSocketAddress();
        here.connect(there.getLocalSocketAddress());
        there.connect(hereAddress);
    }

    @AfterEach
    void close() {
        here.close();
        there.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 1_029, 65_507})
    void datagramsArriveWhole(int length) throws IOException {
        new UdpLink(here).send(new byte[length]);

        assertThat(new UdpLink(there).receive(LIMIT)).map(bytes -> bytes.length).contains(length);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_000, 0, 1, 50})
    void nothingComesWithinTheLimit(long millis) throws IOException {
        UdpLink link = new UdpLink(here);
        Duration start = link.now();

        Optional<byte[]> received = link.receive(Duration.ofMillis(millis));

        assertThat(received).isEmpty();
        assertThat(link.now().minus(start)).isGreaterThanOrEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void whatStrangersSendIsNotReceived() throws IOException {
        try (DatagramSocket stranger = new DatagramSocket()) {
            byte[] bytes = Bytes.utf8("你好");
            stranger.send(new DatagramPacket(bytes, bytes.length, here.getLocalSocketAddress()));

            assertThat(new UdpLink(here).receive(Duration.ofMillis(100))).isEmpty();
        }
    }

    @Test
    void nobodyThereIsALoss() throws IOException {
        there.close();
        UdpLink link = new UdpLink(here);

        for (int i = 0; i < 3; i++) {
            link.send(new byte[1]);
            assertThat(link.receive(Duration.ofMillis(20))).isEmpty();
        }
    }

    @Test
    void aClosedSocketIsReported() {
        UdpLink link = new UdpLink(here);
        here.close();

        assertThatThrownBy(() -> link.send(new byte[1])).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> link.receive(LIMIT)).isInstanceOf(SocketException.class);
    }

    @Test
    void aSocketThatIsNotConnectedIsRefused() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            assertThatThrownBy(() -> new UdpLink(socket))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
