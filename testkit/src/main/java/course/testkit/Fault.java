package course.testkit;

import java.time.Duration;

/// What a [BadNetwork] does to the bytes that go in one direction. None of it breaks a rule of TCP:
/// every byte arrives in order or the connection ends. Code that fails under one of these is wrong
/// on a good network too.
public sealed interface Fault {

    /// Passes on what comes as it comes.
    record None() implements Fault {
        @Override
        public String toString() {
            return "untouched";
        }
    }

    /// Every byte in a segment of its own, with a short pause after it: some thousand bytes a
    /// second.
    record OneByteAtATime() implements Fault {
        @Override
        public String toString() {
            return "one byte at a time";
        }
    }

    /// All that the sender writes until it pauses or ends, in one write.
    record Coalesced() implements Fault {
        @Override
        public String toString() {
            return "coalesced";
        }
    }

    /// Cuts the stream at places that depend on the seed alone. What has come is passed on when the
    /// sender pauses, so further cuts may come from the sender.
    ///
    /// @param longest bytes per write, 1 or more
    record RandomChunks(int longest) implements Fault {
        /// Checks the size.
        public RandomChunks {
            if (longest < 1) {
                throw new IllegalArgumentException("chunks of at most " + longest + " bytes");
            }
        }

        @Override
        public String toString() {
            return "chunks of 1 to " + longest + " bytes";
        }
    }

    /// Every piece later by a time that depends on the seed alone; order is kept.
    record Delayed(Duration longest) implements Fault {
        /// Checks the time.
        public Delayed {
            if (longest.isNegative()) {
                throw new IllegalArgumentException("a delay of " + longest.toMillis() + " ms");
            }
        }

        @Override
        public String toString() {
            return "delayed by up to " + longest.toMillis() + " ms";
        }
    }

    /// Exactly so many bytes, then the end of the stream, as if the sender had closed in the
    /// middle. The other direction goes on; the sender notices nothing, what it writes further is
    /// thrown away.
    record EndAfter(long bytes) implements Fault {
        /// Checks the number.
        public EndAfter {
            if (bytes < 0) {
                throw new IllegalArgumentException("a cut after " + bytes + " bytes");
            }
        }

        @Override
        public String toString() {
            return "cut by FIN after " + bytes + " bytes";
        }
    }

    /// Exactly so many bytes, then RST to both ends; an ordinary end if the sender ends before. A
    /// receiver that has not yet read those bytes may never see them: a reset empties the queues
    /// (RFC 9293, section 3.10.7.4).
    record ResetAfter(long bytes) implements Fault {
        /// Checks the number.
        public ResetAfter {
            if (bytes < 0) {
                throw new IllegalArgumentException("a cut after " + bytes + " bytes");
            }
        }

        @Override
        public String toString() {
            return "cut by RST after " + bytes + " bytes";
        }
    }
}
