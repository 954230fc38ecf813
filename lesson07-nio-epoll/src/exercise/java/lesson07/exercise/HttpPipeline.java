package lesson07.exercise;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import lesson07.HttpConversation;
import lesson07.HttpConversationHandler;
import lesson07.Server;
import lesson07.Visitors;

/// **Exercise 7.6: HTTP without waiting.** About 45 minutes.
///
/// A loop calls [#answer] with the bytes that have come: half a request, three requests, the end of
/// one and the beginning of the next. Answer each request that is there completely, in the order of
/// the requests (RFC 9112, section 9.3.2, pipelining), and remember what you need for the rest.
/// Sockets, selector and slow readers are the loop's affair. Given are [lesson07.HttpHead], which
/// reads the head of a request and says how long its body is, and [lesson07.HttpAnswer], which
/// makes the bytes of an answer.
///
/// **Where a request ends.** Its head ends with an empty line: the bytes `\r\n\r\n`. Then come
/// [lesson07.HttpHead#bodyLength()] bytes of body, with any method. The next request begins behind
/// them. A body can have 10 MB or 10 GB: do not collect it. Whatever stands in it, it is no
/// request.
///
/// **What is answered.**
///
/// | request | answer |
/// |---|---|
/// | `GET` of a file that is there | `200 OK`, with the file as the body |
/// | `HEAD` of anything | the head that a `GET` would get, and no body |
/// | `POST` to anything | `200 OK`, with the text `5 bytes` and a line feed, when the body had 5 bytes |
/// | `GET` of another file | `404 Not Found`, with a text of your choice |
/// | another method | `405 Method Not Allowed`, with the header line `Allow: GET, HEAD, POST` |
///
/// The answer comes when the request is there with its whole body. A file is not copied for an
/// answer: 50 clients that ask for 10 MB each must not cost 500 MB.
///
/// **How long the connection lasts.** In HTTP/1.1 it stays, unless the request has `Connection:
/// close`. In HTTP/1.0 it does not, unless the request has `Connection: keep-alive`; then the
/// answer has this line too. The last answer has `Connection: close`. After it, [#isDone] is true,
/// and whatever still comes is taken and thrown away.
///
/// **What ends the connection.** These answers are the last ones, because nobody knows where the
/// next request would begin: `400 Bad Request` for what is no head; `431 Request Header Fields Too
/// Large` for a head of more than 8,192 bytes, with the empty line, as soon as that is certain;
/// `411 Length Required` for a body whose length is not known ([lesson07.HttpHead#isChunked()]).
public final class HttpPipeline implements HttpConversation {

    /// How many bytes a head may have, with its empty line.
    public static final int LONGEST_HEAD = 8_192;

    /// For one connection.
    ///
    /// @param files the content of each file, from position to limit, by its path, for example
    ///   `/hello.txt`. All connections share these buffers: their positions must not move.
    public HttpPipeline(Map<String, ByteBuffer> files) {
        throw new UnsupportedOperationException(
                "Keep the files; then, in answer, look for the end of the first head.");
    }

    /// Serves two files on port 8888 of this machine, to try it with `curl -v
    /// localhost:8888/hello`. Ctrl-C ends it.
    public static void main(String[] args) throws Exception {
        Map<String, ByteBuffer> files =
                Map.of(
                        "/hello", StandardCharsets.UTF_8.encode("你好\n"),
                        "/big", ByteBuffer.allocate(10_000_000));
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 8888);
        Visitors visitors = new Visitors(System.out, Integer.MAX_VALUE);
        try (Server _ =
                HttpConversationHandler.open(here, visitors, () -> new HttpPipeline(files))) {
            new CountDownLatch(1).await();
        }
    }

    @Override
    public List<ByteBuffer> answer(ByteBuffer in) {
        throw new UnsupportedOperationException(
                "While a whole request is there: take it, and answer it.");
    }

    @Override
    public boolean isDone() {
        throw new UnsupportedOperationException("Say whether the last answer has been given.");
    }
}
