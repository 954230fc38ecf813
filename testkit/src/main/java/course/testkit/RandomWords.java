package course.testkit;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Words that nobody can know before the test has said them. In a failure's text they are replaced
/// by numbers, so that the same mistake always reads the same.
final class RandomWords {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int LENGTH = 12;

    /// Five letters in a row may be a word of a text, six of a random word are not.
    private static final int SHORTEST_PART = 6;

    private final List<String> words = new ArrayList<>();

    /// The next one: twelve lower-case letters and digits.
    String next() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            word.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        words.add(word.toString());
        return word.toString();
    }

    /// Random bytes.
    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// A number from 0 to `bound` - 1.
    static int number(int bound) {
        return RANDOM.nextInt(bound);
    }

    /// The text without the random words and their longer parts.
    String hide(String text) {
        String hidden = text;
        for (int i = 0; i < words.size(); i++) {
            hidden = hidden.replace(words.get(i), "<word " + (i + 1) + ">");
        }
        for (int i = 0; i < words.size(); i++) {
            hidden = withoutParts(hidden, words.get(i), "<part of word " + (i + 1) + ">");
        }
        return hidden;
    }

    private static String withoutParts(String text, String word, String name) {
        String hidden = text;
        for (int length = LENGTH - 1; length >= SHORTEST_PART; length--) {
            for (int from = 0; from + length <= LENGTH; from++) {
                hidden = hidden.replace(word.substring(from, from + length), name);
            }
        }
        return hidden;
    }
}
