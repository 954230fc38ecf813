package course.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceDiagramTest {

    @Test
    void everySegmentIsAnArrowWithRelativeNumbers() {
        String diagram = SequenceDiagram.of(Segments.oneMessage(), "Client", "Server");

        assertThat(diagram)
                .isEqualTo(
                        """
                        sequenceDiagram
                            participant Client
                            participant Server
                            Client->>Server: SYN, seq=0
                            Server->>Client: SYN ACK, seq=0, ack=1
                            Client->>Server: ACK, seq=1, ack=1
                            Client->>Server: PSH ACK, seq=1, ack=1, 8 bytes
                            Server->>Client: ACK, seq=1, ack=9
                            Client->>Server: FIN ACK, seq=9, ack=1
                            Server->>Client: FIN ACK, seq=1, ack=10
                            Client->>Server: ACK, seq=10, ack=2\
                        """);
    }

    @Test
    void withoutSegmentsThereAreOnlyTheEnds() {
        assertThat(SequenceDiagram.of(List.of(), "A", "B").lines()).hasSize(3);
    }
}
