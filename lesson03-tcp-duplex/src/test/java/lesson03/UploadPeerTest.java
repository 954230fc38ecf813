package lesson03;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.NeedsPeer;
import course.testkit.Peer;
import course.testkit.PeerCommand;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import lesson03.exercise.Upload;
import org.junit.jupiter.api.Test;

/// Exercise 3.2 with a real `nc -N` and a real `sha256sum` at the other end of the wire.
@NeedsPeer
@Exercise(number = "3.2", title = "Upload, then the answer", points = 10, of = Upload.class)
class UploadPeerTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int ACCEPT_MILLIS = 10_000;

    private final Trace trace = new Trace();

    @Test
    void ncSendsAFileAndPrintsTheAnswer() throws Exception {
        trace.byHand(
                "head -c 1000000 /dev/urandom >file; nc -N localhost 8888 <file; sha256sum file");
        Peer peer = Peer.get();
        try (ServerSocket listener = new ServerSocket(0);
                PeerCommand nc =
                        peer.start(
                                "head -c 1000000 /dev/urandom >/tmp/upload; nc -N %s %d </tmp/upload; sha256sum </tmp/upload"
                                        .formatted(Peer.HOST, listener.getLocalPort()))) {
            listener.setSoTimeout(ACCEPT_MILLIS);
            Socket client = listener.accept();

            String answer =
                    trace.call(
                            "receive a million bytes from nc -N",
                            () -> Upload.receive(client, 1_000_000));
            String[] printed = nc.await(LIMIT).text().split("\n");

            trace.equal("what nc has printed", answer, printed[0], "One line, ended by \\n.");
            trace.equal(
                    "the answer",
                    "1000000 " + printed[1].replaceFirst(" .*", ""),
                    answer,
                    "The number of bytes, and what sha256sum says.");
        }
    }

    @Test
    void aPythonServerGetsTheWholeUpload() throws Exception {
        Peer peer = Peer.get();
        String server =
                """
                python3 -c '
                import hashlib, socket
                with socket.create_server(("", 9001)) as listener:
                    client, _ = listener.accept()
                    with client, client.makefile("rb") as stream:
                        data = stream.read()
                        client.sendall(f"{len(data)} {hashlib.sha256(data).hexdigest()}\\n".encode())
                '
                """;
        try (PeerCommand python = peer.start(server)) {
            peer.awaitListening(9001);
            try (Socket socket = new Socket()) {
                socket.connect(peer.address(9001), ACCEPT_MILLIS);

                String answer =
                        trace.call(
                                "send \"你好\" to a server in Python",
                                () ->
                                        Upload.send(
                                                socket,
                                                new ByteArrayInputStream(Bytes.utf8("你好"))));

                trace.equal(
                        "the answer",
                        "6 670d9743542cae3ea7ebe36af56bd53648b0a1126162e78d81a32934a711302e",
                        answer,
                        "The server reads to the end of the stream: shut your output down.");
            }
            trace.equal(
                    "the server's exit status",
                    0,
                    python.await(LIMIT).status(),
                    "It has ended well.");
        }
    }
}
