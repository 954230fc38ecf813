package lesson04.exercise;

import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// A server of the tests: it accepts one client, gives it a number of tries and prepared answers,
/// and writes down what it sees. Where the answers end, it closes in place of the next one.
final class ScriptedServer implements AutoCloseable {

    static final String CLOSED = "the client closes";

    private static final int READ_MILLIS = 3_000;
    private static final int LIMIT_MILLIS = 4_000;

    private final ServerSocket listener;
    private final int tries;
    private final List<Boolean> answers;
    private final List<String> seen = new ArrayList<>();
    private final FutureTask<List<String>> task;

    ScriptedServer(int tries, Boolean... answers) throws IOException {
        this.tries = tries;
        this.answers = List.of(answers);
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        listener.setSoTimeout(LIMIT_MILLIS);
        Callable<List<String>> serve = this::serve;
        task = new FutureTask<>(serve);
        Thread.ofVirtual().name("the test's server").start(task);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /// What it has seen until the connection ended, with a limit.
    List<String> seen() throws Exception {
        return task.get(LIMIT_MILLIS + READ_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private List<String> serve() throws IOException {
        try (Socket client = listener.accept()) {
            client.setSoTimeout(READ_MILLIS);
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            out.writeInt(tries);
            ObjectInputStream in =
                    new ObjectInputStream(new BufferedInputStream(client.getInputStream()));
            for (boolean answer : answers) {
                note(in);
                out.writeBoolean(answer);
            }
            note(in);
        } catch (EOFException _) {
            seen.add(CLOSED);
        } catch (SocketTimeoutException _) {
            seen.add("nothing comes, and the client has not closed");
        } catch (IOException | ClassNotFoundException e) {
            seen.add("no object: " + e);
        }
        return seen;
    }

    private void note(ObjectInputStream in) throws IOException, ClassNotFoundException {
        seen.add(
                in.readObject() instanceof Credentials credentials
                        ? credentials.name() + " with " + credentials.password()
                        : "no credentials");
    }
}
