package lesson02;

import static org.assertj.core.api.Assertions.assertThat;

import lesson02.SocketTable.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTableTest {

    @Test
    void lineForIpv4IsRead() {
        String line =
                "   0: 0100007F:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0 "
                        + "       0 1 2";

        assertThat(Row.parse(line)).contains(new Row(8888, 0, "LISTEN"));
    }

    @Test
    void lineForIpv6IsRead() {
        String mapped = "0000000000000000FFFF00000100007F";
        String line =
                "  12: " + mapped + ":C351 " + mapped + ":22B8 06 00000000:00000000 03:0000176F";

        assertThat(Row.parse(line)).contains(new Row(50_001, 8888, "TIME_WAIT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  sl  local_address rem_address   st tx_queue",
                "0: 1:2",
                "0: 1:2 3:4 0F",
                "0: 1:2 3:4 x"
            })
    void anythingElseIsNoSocket(String line) {
        assertThat(Row.parse(line)).isEmpty();
    }
}
