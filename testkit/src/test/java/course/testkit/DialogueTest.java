package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class DialogueTest {

    private final Queue<String> live = new ConcurrentLinkedQueue<>();

    @Test
    void writesDownWhatEachProgramSaysWithPortsAndTimesReplaced() {
        Dialogue dialogue = play("Terminal 1: Greeter {port}", "Terminal 2: Caller {port} 你好");

        assertThat(dialogue.transcript())
                .isEqualTo(
                        """
                        Terminal 1 $ ./course run lesson99 Greeter 8888
                        Waiting on localhost:8888
                        From localhost:50001 after N ms
                        你好

                        Terminal 2 $ ./course run lesson99 Caller 8888 你好
                        Sent 你好
                        """);
        assertThat(live).contains("Terminal 1: 你好", "Terminal 2: Sent 你好");
    }

    @Test
    void typesWhatPrintfWouldPrint() {
        Dialogue dialogue = play("printf '你好\\nbye\\n' | Reader loud", "Reader");

        assertThat(dialogue.transcript())
                .isEqualTo(
                        """
                        $ printf '你好\\nbye\\n' | ./course run lesson99 Reader loud
                        Read: 你好
                        Read: bye
                        End of input

                        $ ./course run lesson99 Reader
                        End of input
                        """);
    }

    @Test
    void showsTheStatusOfAProgramThatFails() {
        Dialogue dialogue = play("Caller {closed} hello");

        assertThat(dialogue.transcript())
                .isEqualTo(
                        """
                        $ ./course run lesson99 Caller 8888 hello
                        No server at localhost:8888
                        (exit status 3)
                        """);
    }

    @Test
    void groupsOfAnIpv6AddressAreNoPorts() {
        Dialogue dialogue = play("Caller {closed} 2001:db8:1000::1");

        assertThat(dialogue.transcript()).contains("Caller 8888 2001:db8:1000::1");
    }

    @Test
    void namesTheProgramThatIsNotThere() {
        assertThatThrownBy(() -> play("Nobody")).hasMessageContaining("lesson99.Nobody");
    }

    @Test
    void refusesALineThatIsNone() {
        assertThatThrownBy(() -> Dialogue.parse("lesson99", List.of("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a line");
    }

    private Dialogue play(String... script) {
        return Dialogue.parse("lesson99", List.of(script))
                .play(
                        getClass().getClassLoader(),
                        (terminal, line) -> live.add(terminal + ": " + line));
    }
}
