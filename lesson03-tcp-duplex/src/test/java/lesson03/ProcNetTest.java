package lesson03;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcNetTest {

    private static final String HEAD =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid "
                    + " timeout inode\n";
    private static final String LISTENS =
            "   0: 0100007F:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0  "
                    + "      0 4711 1 0000000000000000 100 0 0 10 0\n";
    private static final String PROBED =
            "   1: 0000000000000000FFFF00000100007F:C351 0000000000000000FFFF00000100007F:22B8 01"
                    + " 00000000:00000000 02:00000064 00000000     0        0 4712 2 0000000000000000";

    @BeforeEach
    void linesAreFromALittleEndianMachine() {
        assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN, "a big-endian machine");
    }

    @Test
    void addressStateTimerAndInodeAreRead(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("tcp"), HEAD + LISTENS);
        Files.writeString(folder.resolve("tcp6"), HEAD + PROBED);

        ProcNet table = new ProcNet(folder);

        assertThat(table.isReadable()).isTrue();
        assertThat(table.rows())
                .extracting(
                        row -> Endpoint.of(row.local()),
                        row -> Endpoint.of(row.remote()),
                        ProcNet.Row::state,
                        ProcNet.Row::timer,
                        ProcNet.Row::inode)
                .containsExactly(
                        tuple("127.0.0.1:8888", "0.0.0.0:0", "LISTEN", "none", "4711"),
                        tuple(
                                "127.0.0.1:50001",
                                "127.0.0.1:8888",
                                "ESTABLISHED",
                                "keepalive",
                                "4712"));
    }

    @Test
    void ipv6AddressIsRead() {
        String line =
                PROBED.replace(
                        "0000000000000000FFFF00000100007F:C351",
                        "00000000000000000000000001000000:C351");

        assertThat(ProcNet.Row.parse(line).map(row -> Endpoint.of(row.local())))
                .contains("[0:0:0:0:0:0:0:1]:50001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                HEAD,
                "0: 0100007F:22B8",
                "0: 0100007F:22B8 00000000:0000 0F 0:0 00:0 0 0 0 4711",
                "0: 0100007F:22B8 00000000:0000 0A 0:0 09:0 0 0 0 4711",
                "0: 0100007:22B8 00000000:0000 0A 0:0 00:0 0 0 0 4711",
                "0: 0100007F:22B8 00000000:00000 0A 0:0 00:0 0 0 0 4711"
            })
    void whatIsNoSocketGivesNothing(String line) {
        assertThat(ProcNet.Row.parse(line)).isEmpty();
    }

    @Test
    void withoutTheFilesThereAreNoRows(@TempDir Path empty) throws IOException {
        assertThat(new ProcNet(empty).isReadable()).isFalse();
        assertThat(new ProcNet(empty).rows()).isEmpty();
    }
}
