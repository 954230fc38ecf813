package lesson06.exercise;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import lesson06.Frame;
import lesson06.Link;

/// A link whose other end is the test: it decides what arrives and when. The time is the link's
/// own: it moves when the student's code waits, and at no other time.
final class ScriptedLink implements Link {

    private static final int MOST_CALLS = 100_000;

    /// A frame that the student's code has sent.
    record Sent(Duration at, Frame frame) {}

    @SuppressWarnings("ArrayRecordComponent") // ordered by its time, never compared by its bytes
    private record Arrival(Duration at, int order, byte[] bytes) {}

    private final List<Sent> sent = new ArrayList<>();
    private final PriorityQueue<Arrival> arrivals =
            new PriorityQueue<>(Comparator.comparing(Arrival::at).thenComparingInt(Arrival::order));
    private final Consumer<Frame> reaction;
    private Duration now = Duration.ofSeconds(100);
    private int calls;

    /// @param reaction is told each frame that is sent
    ScriptedLink(Consumer<Frame> reaction) {
        this.reaction = reaction;
    }

    /// Lets bytes arrive so long after this moment.
    void arrive(Duration after, byte[] bytes) {
        arrivals.add(new Arrival(now.plus(after), arrivals.size() + calls, bytes));
    }

    void arrive(Duration after, Frame frame) {
        arrive(after, frame.encode());
    }

    void arriveAfterMillis(long millis, Frame frame) {
        arrive(Duration.ofMillis(millis), frame);
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /// The frames with this number that were sent, each with its time.
    List<Sent> sentWith(int number) {
        return sent.stream().filter(each -> each.frame().number() == number).toList();
    }

    @Override
    public void send(byte[] datagram) {
        countCall();
        Frame frame =
                Frame.parse(datagram)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "a datagram of "
                                                + datagram.length
                                                + " bytes was sent that is no frame"));
        sent.add(new Sent(now, frame));
        reaction.accept(frame);
    }

    @Override
    public Optional<byte[]> receive(Duration limit) {
        countCall();
        Duration end = limit.isPositive() ? now.plus(limit) : now;
        Arrival next = arrivals.peek();
        if (next == null || next.at().compareTo(end) > 0) {
            now = end;
            return Optional.empty();
        }
        arrivals.remove();
        now = next.at().compareTo(now) > 0 ? next.at() : now;
        return Optional.of(next.bytes());
    }

    @Override
    public Duration now() {
        return now;
    }

    private void countCall() {
        calls++;
        if (calls > MOST_CALLS) {
            throw new IllegalStateException(
                    "after "
                            + MOST_CALLS
                            + " calls of send and receive there is still no end. The last frame"
                            + " sent was "
                            + (sent.isEmpty() ? "none" : sent.getLast().frame()));
        }
    }
}
