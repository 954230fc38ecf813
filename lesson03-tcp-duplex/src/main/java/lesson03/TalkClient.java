package lesson03;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Talks to a [TalkServer]: sends each line that is typed, prints the line that comes back, and
/// ends when one of them is "bye" or the input ends. It does not matter to it whether a person
/// types, or a file or a pipe is read.
public final class TalkClient {

    private static final Program PROGRAM =
            new Program(
                    """
                    Usage: TalkClient [host] [port]
                    Sends what is typed, line by line, and prints the answers, until bye.
                    Defaults: localhost 8888. A line has at most 4096 bytes. Ctrl-D ends the input.
                    Example: ./course run lesson03 TalkClient localhost 8888
                    """,
                    2);

    private TalkClient() {}

    public static void main(String[] args) {
        System.exit(run(args, System.in, System.out, System.err));
    }

    /// Runs the program with what is typed on `in`; returns its exit status: 0 done, 2 wrong
    /// arguments or too long a line typed, 3 no connection, or the server has broken off.
    public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return PROGRAM.run(
                args,
                out,
                err,
                arguments -> talk(Connector.serverOf(arguments), in, TalkServer.LIMIT, out));
    }

    /// Talks until one end has had enough. The limit is for each answer.
    static int talk(InetSocketAddress server, InputStream in, Duration limit, PrintStream out)
            throws Failure, IOException {
        try (Socket socket = Connector.connect(server)) {
            out.println(Connector.ends(socket));
            out.println("Type a line and press Enter; " + TalkServer.BYE + " ends");
            socket.setSoTimeout((int) limit.toMillis());
            TalkClient.talk(socket, new LineReader(in), new LimitedOutput(socket, limit), out);
            return Program.DONE;
        }
    }

    /// One line out, one line in. The end of the input is as good as "bye", only less polite.
    private static void talk(Socket socket, LineReader typed, OutputStream lines, PrintStream out)
            throws Failure, IOException {
        LineReader answers = new LineReader(socket.getInputStream());
        Optional<String> line = typed(typed);
        while (line.isPresent()) {
            String answer = ask(line.get(), lines, answers);
            out.println("Answer: " + SafeText.of(answer));
            if (answer.equals(TalkServer.BYE)) {
                return;
            }
            line = typed(typed);
        }
        out.println("End of the input");
    }

    private static Optional<String> typed(LineReader typed) throws Failure, IOException {
        try {
            return typed.next();
        } catch (LineReader.TooLong e) {
            throw Failure.usage("Nothing of the last line was sent: " + e.getMessage() + ".");
        }
    }

    private static String ask(String line, OutputStream lines, LineReader answers) throws Failure {
        String trouble = "it has closed the connection";
        try {
            lines.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            Optional<String> answer = answers.next();
            if (answer.isPresent()) {
                return answer.get();
            }
        } catch (IOException e) {
            trouble = BadInput.inWords(e);
        }
        throw Failure.environment(
                "The server has broken off (" + trouble + "). Look at the server's lines.");
    }
}
