package lesson02.exercise;

import org.junit.jupiter.api.Test;

class UtfFrameTest {

    @Test
    void encodesChineseText() {}
}
