package lesson04;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/// Streams that no client should send, for [Attack] and the tests.
final class HostileStreams {

    private static final byte TC_LONGSTRING = 0x7c;
    private static final int INT_BYTES = 4;

    private HostileStreams() {}

    /// Sets in sets: each level holds two sets, and both hold the two of the next level. To put a
    /// set into a set, `HashSet` asks for its hash code, and that asks all sets below: 2 to the
    /// power of `levels` steps.
    static byte[] deepSets(int levels) throws IOException {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < levels; i++) {
            Set<Object> nextLeft = new HashSet<>(Set.of("left")); // so that the two differ
            Set<Object> nextRight = new HashSet<>();
            for (Set<Object> parent : Arrays.asList(left, right)) {
                parent.add(nextLeft);
                parent.add(nextRight);
            }
            left = nextLeft;
            right = nextRight;
        }
        return LoginBytes.objectStream(root);
    }

    /// An array that says it has 2,147,483,647 elements, and then nothing: 27 bytes.
    static byte[] hugeArray() throws IOException {
        byte[] stream = LoginBytes.objectStream(new byte[0]); // ends with the length, four bytes
        ByteBuffer.wrap(stream).putInt(stream.length - INT_BYTES, Integer.MAX_VALUE);
        return stream;
    }

    /// The head of a text of 2 to the power of 40 bytes. The text itself is still to be sent.
    static byte[] endlessText() {
        ByteBuffer head = ByteBuffer.allocate(13);
        return head.putInt(0xaced0005).put(TC_LONGSTRING).putLong(1L << 40).array();
    }

    /// A login without its last bytes.
    static byte[] halfALogin() throws IOException {
        byte[] whole = LoginBytes.objectStream(new User("小明", "secret"));
        return Arrays.copyOf(whole, whole.length / 2);
    }

    /// Seeded, so that a failure can be repeated.
    static byte[] random(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }
}
