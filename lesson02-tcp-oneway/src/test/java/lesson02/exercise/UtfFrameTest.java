package lesson02.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Exercise(number = "2.2", title = "One frame by hand", points = 15, of = UtfFrame.class)
class UtfFrameTest {

    private static final byte[] HELLO = Bytes.of("00 06 e4 bd a0 e5 a5 bd");
    private static final long SEED = 20_260_202;

    private static final String LENGTH_RULE =
            "The first two bytes are the length of the text in bytes, not in characters, the higher"
                    + " byte first.";
    private static final String UNSIGNED_RULE =
            "The length is unsigned, 0 to 65,535. A Java byte is signed: (byte) 0xc8 is -56. Write"
                    + " b & 0xff.";

    private final Trace trace = new Trace();

    @Test
    void encodesAsciiText() {
        checkEncoding("Hello", "00 05 48 65 6c 6c 6f", LENGTH_RULE);
    }

    @Test
    void encodesChineseText() {
        checkEncoding("你好", "00 06 e4 bd a0 e5 a5 bd", LENGTH_RULE);
    }

    @Test
    void encodesTwoByteCharacters() {
        checkEncoding(
                "é", "00 02 c3 a9", "A char from 0080 to 07FF takes two bytes: 110xxxxx 10xxxxxx.");
    }

    @Test
    void encodesTheEmptyText() {
        checkEncoding(
                "", "00 00", "An empty text is a frame too: the length 0 and nothing behind it.");
    }

    @Test
    void encodesTheCharacterZeroAsTwoBytes() {
        checkEncoding(
                "a\0b",
                "00 04 61 c0 80 62",
                "Modified UTF-8 writes the char 0 as c0 80, never as 00.");
    }

    @Test
    void encodesAnEmojiAsTwoSurrogates() {
        checkEncoding(
                "😀",
                "00 06 ed a0 bd ed b8 80",
                "Modified UTF-8 writes each char by itself. An emoji is two chars, with three bytes"
                        + " each; the usual UTF-8 (getBytes) writes four bytes for both.");
    }

    @Test
    void encodesTheLongestText() throws Exception {
        String longest = "你".repeat(21_845);

        byte[] frame =
                trace.call(
                        "encode 21,845 times \"你\": 65,535 bytes", () -> UtfFrame.encode(longest));

        trace.bytes("the frame", jdkFrame(longest), frame, LENGTH_RULE);
    }

    @ParameterizedTest
    @CsvSource({"a, 65536", "你, 21846", "😀, 10923"})
    void refusesATextThatIsTooLong(String character, int count) {
        trace.throwsA(
                IllegalArgumentException.class,
                "encode " + count + " times \"" + character + "\"",
                "This takes more than 65,535 bytes. Two length bytes cannot say that, so the frame"
                        + " would be wrong.",
                () -> UtfFrame.encode(character.repeat(count)));
    }

    @Test
    void encodesRandomTextsAsTheJdkDoes() throws Exception {
        List<String> texts = randomTexts();

        List<byte[]> frames =
                trace.call(
                        "encode 500 random texts, seed " + SEED,
                        () -> {
                            List<byte[]> encoded = new ArrayList<>();
                            for (String text : texts) {
                                encoded.add(UtfFrame.encode(text));
                            }
                            return encoded;
                        });

        for (int i = 0; i < texts.size(); i++) {
            byte[] expected = jdkFrame(texts.get(i));
            if (!Arrays.equals(expected, frames.get(i))) {
                trace.bytes(
                        "encode the chars " + chars(texts.get(i)),
                        expected,
                        frames.get(i),
                        "This is what DataOutputStream.writeUTF writes. See the table of the three"
                                + " forms.");
            }
        }
    }

    @Test
    void decodesChineseText() {
        checkDecoding(
                "你好", HELLO, "Two length bytes, then the text: skip the first, decode the second.");
    }

    @Test
    void decodesTheEmptyText() {
        checkDecoding(
                "",
                Bytes.of("00 00"),
                "The length 0 is the empty text, not the end and not an error.");
    }

    @ParameterizedTest
    @CsvSource({"200", "300", "32768", "40000", "65535"})
    void decodesALengthWithItsHighestBitsSet(int length) throws Exception {
        String text = "a".repeat(length);

        byte[] frame = jdkFrame(text);
        String lengthBytes = Bytes.hex(Arrays.copyOf(frame, 2));
        String decoded =
                trace.call(
                        "decode a frame whose length bytes "
                                + lengthBytes
                                + " say, unsigned, "
                                + length,
                        () -> UtfFrame.decode(frame));

        trace.check(
                "the text has " + length + " characters",
                text.equals(decoded),
                "It has "
                        + (decoded == null ? "none, it is null" : decoded.length())
                        + ". "
                        + UNSIGNED_RULE);
    }

    @Test
    void decodesRandomTextsOfTheJdk() throws Exception {
        List<String> texts = randomTexts();

        List<String> decoded =
                trace.call(
                        "decode 500 random frames of the JDK, seed " + SEED,
                        () -> {
                            List<String> answers = new ArrayList<>();
                            for (String text : texts) {
                                answers.add(UtfFrame.decode(jdkFrame(text)));
                            }
                            return answers;
                        });

        for (int i = 0; i < texts.size(); i++) {
            if (!texts.get(i).equals(decoded.get(i))) {
                trace.equal(
                        "decode " + Bytes.hex(jdkFrame(texts.get(i))),
                        chars(texts.get(i)),
                        decoded.get(i) == null ? null : chars(decoded.get(i)),
                        "These are the chars in hex. Each char is one, two or three bytes; see the"
                                + " table.");
            }
        }
    }

    @Test
    void refusesAFrameThatIsCutOffAtAnyByte() {
        trace.byHand(
                "printf '\\000\\006\\344\\275' | nc -N localhost 8888   (four bytes of the text are"
                        + " missing)");
        for (int length = 0; length < HELLO.length; length++) {
            byte[] cutOff = Arrays.copyOf(HELLO, length);
            trace.throwsA(
                    EOFException.class,
                    "decode the first " + length + " of 8 bytes: " + Bytes.hex(cutOff),
                    length < 2
                            ? "The length itself is not complete: look at the array's size before"
                                    + " you read it."
                            : "The length announces 6 bytes of text, only "
                                    + (length - 2)
                                    + " are there.",
                    () -> UtfFrame.decode(cutOff));
        }
    }

    @Test
    void refusesBytesBehindTheFrame() {
        byte[] frame = Bytes.of("00 01 41 42");

        trace.throwsA(
                UTFDataFormatException.class,
                "decode " + Bytes.hex(frame),
                "The length announces one byte, two are there. What follows a frame must not be"
                        + " lost silently.",
                () -> UtfFrame.decode(frame));
    }

    @ParameterizedTest
    @CsvSource({
        "00 01 80, 10xxxxxx cannot be a first byte.",
        "00 01 ff, 1111xxxx cannot be a first byte.",
        "00 04 f0 9f 98 80, The four-byte form of the usual UTF-8 does not exist in modified"
                + " UTF-8.",
        "00 02 c3 41, The second byte of two must be 10xxxxxx.",
        "00 03 e4 41 a0, The second byte of three must be 10xxxxxx.",
        "00 03 e4 bd c0, The third byte of three must be 10xxxxxx.",
        "00 01 c3, The text ends inside a char of two bytes.",
        "00 02 e4 bd, The text ends inside a char of three bytes."
    })
    void refusesBytesThatAreNotModifiedUtf8(String hex, String why) {
        trace.throwsA(
                UTFDataFormatException.class,
                "decode " + hex,
                why,
                () -> UtfFrame.decode(Bytes.of(hex)));
    }

    @Test
    void judgesRandomBytesAsTheJdkDoes() {
        List<byte[]> frames = randomFrames();

        List<String> verdicts =
                trace.call(
                        "decode 200 frames of random bytes, seed " + SEED,
                        () -> {
                            List<String> answers = new ArrayList<>();
                            for (byte[] frame : frames) {
                                answers.add(verdict(() -> UtfFrame.decode(frame)));
                            }
                            return answers;
                        });

        for (int i = 0; i < frames.size(); i++) {
            byte[] frame = frames.get(i);
            String expected = verdict(() -> jdkText(frame));
            if (!expected.equals(verdicts.get(i))) {
                trace.equal(
                        "decode " + Bytes.hex(frame),
                        expected,
                        verdicts.get(i),
                        "Expected is what DataInputStream.readUTF does; a text is shown as its"
                                + " chars in hex. Check the first byte of each char, then those that"
                                + " follow it.");
            }
        }
    }

    private void checkEncoding(String text, String hex, String why) {
        byte[] expected = Bytes.of(hex);
        trace.byHand(
                "printf '"
                        + Bytes.printf(expected)
                        + "' | nc -N localhost 8888   (to the lesson's OneWayServer)");

        byte[] frame =
                trace.call(
                        "encode \"" + text.replace("\0", "\\0") + "\"",
                        () -> UtfFrame.encode(text));

        trace.bytes("the frame", expected, frame, why);
    }

    private void checkDecoding(String expected, byte[] frame, String why) {
        trace.byHand(
                "printf '"
                        + Bytes.printf(frame)
                        + "' | nc -N localhost 8888   (to the lesson's OneWayServer)");

        String text = trace.call("decode " + Bytes.hex(frame), () -> UtfFrame.decode(frame));

        trace.equal("the text", expected, text, why);
    }

    private static byte[] jdkFrame(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        return bytes.toByteArray();
    }

    private static String jdkText(byte[] frame) throws IOException {
        return new DataInputStream(new ByteArrayInputStream(frame)).readUTF();
    }

    @FunctionalInterface
    private interface Decoding {
        String decode() throws IOException;
    }

    /// The chars, or the name of the exception: a student's code may also run out of its array.
    private static String verdict(Decoding decoding) {
        try {
            String text = decoding.decode();
            return text == null ? "null" : chars(text);
        } catch (IOException | IndexOutOfBoundsException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String chars(String text) {
        List<String> hex = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            hex.add(String.format("%04x", (int) text.charAt(i)));
        }
        return String.join(" ", hex);
    }

    /// Mixed on purpose: ASCII, the borders of the three forms, emoji, and surrogates without their
    /// partner.
    private static List<String> randomTexts() {
        Random random = new Random(SEED);
        char[] borders = {0, 1, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdfff, 0xe000, 0xffff};
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                switch (random.nextInt(4)) {
                    case 0 -> text.append((char) (' ' + random.nextInt(95)));
                    case 1 -> text.append(borders[random.nextInt(borders.length)]);
                    case 2 -> text.appendCodePoint(0x1f600 + random.nextInt(64));
                    default -> text.append((char) random.nextInt(0x10000));
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /// Three bytes of text, mostly of the kind that makes or nearly makes a char.
    private static List<byte[]> randomFrames() {
        Random random = new Random(SEED);
        int[] starts = {0x00, 0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xdf, 0xe0, 0xe4, 0xef, 0xf0, 0xff};
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] frame = Bytes.of("00 03 00 00 00");
            for (int at = 2; at < frame.length; at++) {
                frame[at] =
                        (byte)
                                (random.nextBoolean()
                                        ? starts[random.nextInt(starts.length)]
                                        : 0x80);
            }
            frames.add(frame);
        }
        return frames;
    }
}
