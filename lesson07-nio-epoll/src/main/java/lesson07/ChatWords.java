package lesson07;

import java.util.Collection;
import java.util.Optional;

/// The words of the chat room (exercise 7.7): its limits, its lines, and which names and texts it
/// refuses.
///
/// Each line is UTF-8 text and ends with LF. Lines of the room itself begin with `* `, refusals
/// with `! `; a name is followed by a colon. So no member can write a line that looks like the
/// room's.
public final class ChatWords {

    /// The room's first line to every client.
    public static final String ASK_NAME = "name?";

    /// A member who says this leaves.
    public static final String BYE = "bye";

    /// A member who says this is told who is here.
    public static final String WHO = "/who";

    /// The room's last line to a member who has said [#BYE].
    public static final String GOODBYE = "* bye";

    /// How many characters a name may have, in code points.
    public static final int LONGEST_NAME = 20;

    /// How many bytes a line of a client may have, without its end.
    public static final int LONGEST_LINE = 1_000;

    /// How many names a client may try.
    public static final int MOST_TRIES = 3;

    /// How many lines may wait for one client that reads too slowly.
    public static final int MOST_WAITING = 1_000;

    private ChatWords() {}

    /// Says to everybody, the new member too, who has come.
    public static String joined(String name) {
        return "* " + name + " joined";
    }

    /// Says to everybody who is here that one has left.
    public static String left(String name) {
        return "* " + name + " left";
    }

    /// Says to everybody who is here that one was put out.
    ///
    /// @param why `too slow` or `line too long`
    public static String left(String name, String why) {
        return "* " + name + " left: " + why;
    }

    /// What everybody gets when a member says something.
    public static String says(String name, String text) {
        return name + ": " + text;
    }

    /// The answer to [#WHO].
    public static String here(Collection<String> names) {
        return "* here: " + String.join(", ", names);
    }

    /// Says to one client what it has done wrong.
    public static String refused(String why) {
        return "! " + why;
    }

    // region names
    /// What is wrong with a name, or nothing. Whether it is taken, only the room knows.
    public static Optional<String> faultOfName(String name) {
        if (name.isEmpty()) {
            return Optional.of("a name has at least one character");
        }
        if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            return Optional.of("a name has " + LONGEST_NAME + " characters at most");
        }
        return name.codePoints().allMatch(ChatWords::isForNames)
                ? Optional.empty()
                : Optional.of("a name has no spaces, no colons and nothing invisible");
    }

    /// Invisible characters would let two names look the same.
    private static boolean isForNames(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> character != ':';
        };
    }

    // endregion

    /// What is wrong with a text that a member says, or nothing. A terminal obeys control
    /// characters: whoever may send them to others can clear their screens.
    public static Optional<String> faultOfText(String text) {
        return text.codePoints().noneMatch(Character::isISOControl)
                ? Optional.empty()
                : Optional.of("a text has no control characters");
    }
}
