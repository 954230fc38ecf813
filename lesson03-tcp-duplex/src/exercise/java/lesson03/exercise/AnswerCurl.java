package lesson03.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/// **Exercise 3.5: Answer curl.** About 35 minutes.
///
/// A web server for the files of one folder. This is what `curl http://localhost:8888/hello.txt`
/// sends, and what it must get if the file holds 你好:
///
///     GET /hello.txt HTTP/1.1\r\n          HTTP/1.1 200 OK\r\n
///     Host: localhost:8888\r\n             Content-Type: text/plain; charset=utf-8\r\n
///     User-Agent: curl/8.5.0\r\n           Content-Length: 6\r\n
///     Accept: */*\r\n                      Connection: close\r\n
///     \r\n                                 \r\n
///                                          你好
///
/// Somebody else accepts the connection, gives you its two streams, and closes it after your
/// answer. The answers to everything that is asked:
///
/// | the request | the status |
/// |---|---|
/// | the head has more than 8,192 bytes | `431 Request Header Fields Too Large` |
/// | the first line is not three words with one space between them, or the third is not `HTTP/1.` and a digit | `400 Bad Request` |
/// | the method is not `GET` or `HEAD` | `405 Method Not Allowed`, with the field `Allow: GET, HEAD` |
/// | the path does not begin with one `/`, or has a `%` without two hexadecimal digits behind it | `400 Bad Request` |
/// | the path leads to no regular file inside the folder | `404 Not Found` |
/// | all is well | `200 OK` |
///
/// The path is what comes before a `?`. In it, `%E4%BD%A0` is 你: [java.net.URI#getPath] knows that
/// (but takes `//x` for a host: refuse such a target). Then `/..` and `/%2e%2e` are the same, and
/// neither may lead out of the folder. A symbolic link may: whoever made it wanted that.
///
/// To ask with your own curl, run `main` in your IDE; or, after `mvn -pl lesson03 test`, in the root
/// folder of the course, with a Java of the course's version:
/// `java -cp lesson03-tcp-duplex/target/classes lesson03.exercise.AnswerCurl FOLDER`.
public final class AnswerCurl {

    /// Answers with the files of `folder`, and of the folders in it.
    public AnswerCurl(Path folder) {
        throw new UnsupportedOperationException("Keep the folder, then write answer.");
    }

    /// Reads one request from `in` and writes the answer to `out`.
    ///
    /// - The request has no body. Its end is the empty line: the client then waits for the answer
    ///   and closes nothing. Read all of the head before you answer.
    /// - Every line of the answer's head ends with CR LF, and an empty line ends the head.
    /// - Every answer has `Content-Length`, in bytes, and `Connection: close`.
    /// - `Content-Type` is `text/html; charset=utf-8` for a file name that ends with `.html`,
    ///   `text/plain; charset=utf-8` for `.txt` and for all errors, else
    ///   `application/octet-stream`.
    /// - The body of an error is up to you.
    /// - `HEAD` gets the same head as `GET`, and no body (RFC 9110, 9.3.2).
    /// - A client that leaves before its head is complete gets no byte, and is no error.
    ///
    /// Neither stream is closed by this method; what was written has left when it returns.
    ///
    /// @throws IOException when the connection breaks
    public void answer(InputStream in, OutputStream out) throws IOException {
        throw new UnsupportedOperationException(
                "Read the head up to the empty line, and take the three words of its first line.");
    }

    /// Given: serves a folder (the first argument; else the current one) on port 8888, one client
    /// after the other, so that you can ask with your own curl. Ctrl-C ends it.
    public static void main(String[] args) throws IOException {
        AnswerCurl site = new AnswerCurl(Path.of(args.length > 0 ? args[0] : "."));
        try (ServerSocket listener = new ServerSocket(8888, 5, InetAddress.getLoopbackAddress())) {
            System.out.println("Listening on " + listener.getLocalSocketAddress());
            while (true) {
                try (Socket client = listener.accept()) {
                    client.setSoTimeout(5_000);
                    site.answer(client.getInputStream(), client.getOutputStream());
                } catch (IOException e) {
                    System.out.println("a client broke off: " + e.getMessage());
                }
            }
        }
    }
}
