package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import course.testkit.Terminal;
import org.junit.jupiter.api.Test;

class ClassGrowsTest {

    private final Terminal terminal = new Terminal();

    @Test
    void whatTheStreamDoesNotHaveIsNullWhateverTheClassSays() {
        assertThat(terminal.run(ClassGrows::run)).isZero();
        assertThat(terminal.lines())
                .startsWith(
                        "in the program      你好, stars 5, colour white, draft not to be seen by"
                                + " others",
                        "from a stream       你好, stars 5, colour white, draft null",
                        "no colour there     你好, stars 5, colour null, draft null",
                        "stars -1 there      你好, stars -1, colour white, draft null");
    }

    @Test
    void anotherNumberIsAnotherClass() {
        terminal.run(ClassGrows::run);

        assertThat(terminal.lastLine())
                .startsWith("another number      InvalidClassException")
                .contains("stream classdesc serialVersionUID = 287454021")
                .contains("local class serialVersionUID = 287454020");
    }
}
