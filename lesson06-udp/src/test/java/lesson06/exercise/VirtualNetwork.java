package lesson06.exercise;

import course.testkit.NotStarted;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import lesson06.Link;
import lesson06.LossyPath;

/// Two ends and a bad path between them, in a time of their own.
///
/// Only one of the two ends runs at any moment: the one whose turn it is. It runs until it waits in
/// `receive`; then the time jumps to the next thing that happens at either end, and that end has
/// the turn. So an hour passes in a moment, and the same seed gives the same run, whatever the
/// machine does meanwhile.
final class VirtualNetwork {

    private static final int MOST_CALLS = 1_000_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    /// What one end does with its link.
    @FunctionalInterface
    interface Side<T> {
        T run(Link link) throws IOException;
    }

    @SuppressWarnings("ArrayRecordComponent") // ordered by its time, never compared by its bytes
    private record Arrival(long at, long order, byte[] bytes) {}

    private final long seed;
    private final End sender;
    private final End receiver;
    private long now;
    private long calls;

    /// @param percent how many datagrams are lost, doubled, and held up, each
    VirtualNetwork(long seed, int percent) {
        this.seed = seed;
        sender = new End("sender", new LossyPath(seed, percent));
        receiver = new End("receiver", new LossyPath(~seed, percent));
        sender.other = receiver;
        receiver.other = sender;
    }

    /// Runs both sides to their ends and returns what the receiving one gave.
    ///
    /// @throws Exception what a side has thrown; when both have, the one that is not a time-out
    byte[] run(Side<?> sending, Side<byte[]> receiving) throws Exception {
        FutureTask<?> sent = sender.start(() -> sending.run(sender));
        FutureTask<byte[]> received = receiver.start(() -> receiving.run(receiver));
        try {
            nextTurn();
            Throwable thrownBySender = thrownBy(sent);
            Throwable thrownByReceiver = thrownBy(received);
            throwTheMoreTelling(thrownBySender, thrownByReceiver);
            return received.get();
        } finally {
            sent.cancel(true);
            received.cancel(true);
        }
    }

    /// How many datagrams the sender has sent.
    int sentFrames() {
        return sender.sent;
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }

    private static Throwable thrownBy(FutureTask<?> task) throws InterruptedException {
        try {
            task.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }

    private static void throwTheMoreTelling(Throwable... thrown) throws Exception {
        List<Throwable> all = Stream.of(thrown).filter(each -> each != null).toList();
        if (all.isEmpty()) {
            return;
        }
        Throwable first =
                all.stream()
                        .min(Comparator.comparingInt(VirtualNetwork::rank))
                        .orElse(all.getFirst());
        if (first instanceof Error error) {
            throw error;
        }
        throw (Exception) first;
    }

    /// A time-out is mostly the consequence of what the other side did.
    private static int rank(Throwable thrown) {
        return NotStarted.isThrownByStub(thrown)
                ? 0
                : thrown instanceof SocketTimeoutException ? 2 : 1;
    }

    /// Gives the turn to the end for which something happens first.
    private void nextTurn() {
        Stream.of(sender, receiver)
                .filter(end -> !end.ended)
                .min(Comparator.comparingLong(End::wakesAt))
                .ifPresent(next -> {
                    now = Math.max(now, next.wakesAt());
                    next.turn.release();
                });
    }

    private void countCall() {
        calls++;
        if (calls > MOST_CALLS) {
            throw new IllegalStateException(
                    "no end after " + MOST_CALLS + " calls of send and receive, " + this);
        }
        if (now > LONGEST.toNanos()) {
            throw new IllegalStateException(
                    "no end after " + LONGEST.toHours() + " hours of the link's time, " + this);
        }
    }

    /// One end. Its fields are touched only by the thread that has the turn; the semaphores make
    /// what one thread did visible to the next.
    private final class End implements Link {

        private final String name;
        private final LossyPath path;
        private final Semaphore turn = new Semaphore(0);
        private final PriorityQueue<Arrival> inbox =
                new PriorityQueue<>(
                        Comparator.comparingLong(Arrival::at).thenComparingLong(Arrival::order));
        private End other;
        private long waitsUntil;
        private boolean ended;
        private int sent;

        End(String name, LossyPath path) {
            this.name = name;
            this.path = path;
        }

        <T> FutureTask<T> start(Callable<T> side) {
            FutureTask<T> task =
                    new FutureTask<>(() -> {
                        turn.acquire();
                        try {
                            return side.call();
                        } finally {
                            ended = true;
                            nextTurn();
                        }
                    });
            Thread.ofPlatform().daemon().name(name).start(task);
            return task;
        }

        long wakesAt() {
            return inbox.isEmpty() ? waitsUntil : Math.min(waitsUntil, inbox.peek().at());
        }

        @Override
        public void send(byte[] datagram) {
            countCall();
            sent++;
            for (Duration travel : path.next()) {
                other.inbox.add(new Arrival(now + travel.toNanos(), calls, datagram.clone()));
            }
        }

        @Override
        public Optional<byte[]> receive(Duration limit) throws IOException {
            countCall();
            waitsUntil = now + Math.max(0, limit.toNanos());
            try {
                nextTurn();
                turn.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the test has ended", e);
            }
            return inbox.isEmpty() || inbox.peek().at() > now
                    ? Optional.empty()
                    : Optional.of(inbox.remove().bytes());
        }

        @Override
        public Duration now() {
            return Duration.ofNanos(now);
        }
    }
}
