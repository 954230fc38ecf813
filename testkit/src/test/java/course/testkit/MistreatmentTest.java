package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Looks at the single writes, which on a real wire nobody can see for certain.
class MistreatmentTest {

    private static final byte[] INPUT = new byte[300];

    @Test
    void everyByteIsAWriteOfItsOwn() throws Exception {
        assertThat(writesOf(new Fault.OneByteAtATime(), 1)).isEqualTo(Collections.nCopies(300, 1));
    }

    @Test
    void coalescedIsOneWrite() throws Exception {
        assertThat(writesOf(new Fault.Coalesced(), 1)).containsExactly(300);
    }

    @Test
    void randomChunksKeepToTheirSizeAndLoseNothing() throws Exception {
        List<Integer> writes = writesOf(new Fault.RandomChunks(9), 42);

        assertThat(writes).allSatisfy(size -> assertThat(size).isBetween(1, 9)).contains(1, 9);
        assertThat(writes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(300);
    }

    @Test
    void theSameSeedCutsAtTheSamePlacesAndAnotherElsewhere() throws Exception {
        Fault chunks = new Fault.RandomChunks(50);

        assertThat(writesOf(chunks, 42))
                .isEqualTo(writesOf(chunks, 42))
                .isNotEqualTo(writesOf(chunks, 43));
    }

    @Test
    void aCutLetsExactlySoManyBytesThrough() throws Exception {
        assertThat(writesOf(new Fault.EndAfter(17), 1)).containsExactly(17);
        assertThat(writesOf(new Fault.EndAfter(0), 1)).isEmpty();
        assertThat(writesOf(new Fault.ResetAfter(301), 1)).containsExactly(300);
    }

    @Test
    void aResetIsReportedAfterItsBytes() {
        RecordingSocket to = new RecordingSocket();

        assertThatIOException()
                .isThrownBy(() ->
                        new Mistreatment(new RecordingSocket(), to, new Random(1))
                                .relay(new Fault.ResetAfter(300)));

        assertThat(to.writes).containsExactly(300);
        assertThat(to.outputEnded).isFalse();
    }

    private static List<Integer> writesOf(Fault fault, long seed) throws Exception {
        RecordingSocket to = new RecordingSocket();
        new Mistreatment(new RecordingSocket(), to, new Random(seed)).relay(fault);
        assertThat(to.outputEnded).as("end of stream passed on").isTrue();
        return to.writes;
    }

    /// Gives the input in one read and notes the size of every write.
    private static final class RecordingSocket extends Socket {

        private final List<Integer> writes = new ArrayList<>();
        private boolean outputEnded;

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(INPUT);
        }

        @Override
        public OutputStream getOutputStream() {
            return new OutputStream() {
                @Override
                public void write(int oneByte) {
                    writes.add(1);
                }

                @Override
                public void write(byte[] bytes, int offset, int length) {
                    if (length > 0) {
                        writes.add(length);
                    }
                }
            };
        }

        @Override
        public void setTcpNoDelay(boolean on) {}

        @Override
        public void setSoTimeout(int millis) {}

        @Override
        public void shutdownOutput() {
            outputEnded = true;
        }

        @Override
        public boolean isOutputShutdown() {
            return outputEnded;
        }
    }
}
