package course.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What happens between the sockets: a login as an object stream, as two `writeUTF` texts and as a
/// record in a buffer, and frames taken out of a buffer. No network here.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--sun-misc-unsafe-memory-access=allow")
public class InOneProcess {

    private static final String NAME = "小明";
    private static final String PASSWORD = "correct horse battery staple";
    private static final int FRAMES = 100;
    private static final int FRAME_BYTES = 64;

    private static final ObjectInputFilter ALLOW_LIST =
            ObjectInputFilter.Config.createFilter(
                    Login.class.getName() + ";java.base/java.lang.String;!*");

    /// What travels.
    public record Login(String name, String password) implements Serializable {}

    private final byte[] object = objectStream();
    private final byte[] texts = texts();
    private final byte[] record = record();
    private final ByteBuffer frames = frames();
    private final byte[] streamed = new byte[frames.remaining()];

    public InOneProcess() {
        frames.duplicate().get(streamed);
    }

    private static byte[] objectStream() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Login(NAME, PASSWORD));
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] texts() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(NAME);
            out.writeUTF(PASSWORD);
        } catch (IOException e) {
            throw new IllegalStateException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] record() {
        byte[] name = NAME.getBytes(StandardCharsets.UTF_8);
        byte[] password = PASSWORD.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + name.length + password.length)
                .putShort((short) name.length)
                .put(name)
                .putShort((short) password.length)
                .put(password)
                .array();
    }

    private static ByteBuffer frames() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(FRAMES * (2 + FRAME_BYTES));
        for (int i = 0; i < FRAMES; i++) {
            buffer.putShort((short) FRAME_BYTES).put(new byte[FRAME_BYTES]);
        }
        return buffer.flip();
    }

    @Benchmark
    public byte[] writeObject() {
        return objectStream();
    }

    @Benchmark
    public byte[] writeTexts() {
        return texts();
    }

    @Benchmark
    public byte[] writeRecord() {
        return record();
    }

    @Benchmark
    public Object readObject() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(object))) {
            return in.readObject();
        }
    }

    @Benchmark
    public Object readObjectFiltered() throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(object))) {
            in.setObjectInputFilter(ALLOW_LIST);
            return in.readObject();
        }
    }

    @Benchmark
    public Login readTexts() throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(texts))) {
            return new Login(in.readUTF(), in.readUTF());
        }
    }

    @Benchmark
    public Login readRecord() {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        return new Login(text(bytes), text(bytes));
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[Short.toUnsignedInt(bytes.getShort())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /// A hundred frames of 64 bytes, each with its length before it, out of a direct buffer.
    @Benchmark
    public int framesFromBuffer() {
        ByteBuffer buffer = frames.rewind();
        byte[] frame = new byte[FRAME_BYTES];
        int count = 0;
        while (buffer.remaining() >= 2) {
            int length = Short.toUnsignedInt(buffer.getShort());
            buffer.get(frame, 0, length);
            count += frame[0] + 1;
        }
        return count;
    }

    /// The same frames out of a stream.
    @Benchmark
    public int framesFromStream() throws IOException {
        byte[] frame = new byte[FRAME_BYTES];
        int count = 0;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(streamed))) {
            while (in.available() >= 2) {
                in.readFully(frame, 0, in.readUnsignedShort());
                count += frame[0] + 1;
            }
        }
        return count;
    }
}
