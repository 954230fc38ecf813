package lesson04.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(
        number = "4.5",
        title = "Say nothing about who exists",
        points = 10,
        of = LoginCheck.class)
class LoginCheckTest {

    private static final String ZOE = "zo\u00eb";
    private static final String ASKED = "store asked";
    private static final List<String> WORK = List.of(ASKED, "hash with 600000 rounds");

    private static final String SAME_WORK_RULE =
            "The time tells who exists, unless the work is the same: ask the store once and compute"
                    + " one hash, with today's parameters. For an unknown name let matches compare"
                    + " with a decoy that create has made in the constructor.";
    private static final String SPELLING_RULE =
            "Ask the store for the name in lower case (Locale.ROOT), then in NFC"
                    + " (Normalizer.normalize).";

    private final Trace trace = new Trace();

    /// What was computed, in order.
    private final List<String> work = Collections.synchronizedList(new ArrayList<>());

    private final CountingHash hash = new CountingHash(work, false);
    private final Map<String, String> accounts =
            Map.of(
                    "alice",
                    hash.create("wonderland"),
                    "王小明",
                    hash.create("密码 8888"),
                    ZOE,
                    hash.create("Zebra"));

    @ParameterizedTest
    @CsvSource({"alice,wonderland", "王小明,密码 8888", ZOE + ",Zebra"})
    void theRightPasswordIsAccepted(String name, String password) {
        checkAnswer(start(hash), name, password, true, "The name is known and the hash fits.");
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "alice,Zebra",
                "alice,Wonderland",
                "alice,'wonderland '",
                "alice,''",
                "王小明,密码"
            })
    void aWrongPasswordIsRefused(String name, String password) {
        checkAnswer(
                start(hash),
                name,
                password,
                false,
                "The password is taken as it is: no trimming, no change of case. And the answer is"
                        + " what the hash says.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mallory", "", " ", "王小", "alicealice", "no\u0000body"})
    void anUnknownNameCostsAsMuchAsAKnownOne(String unknown) {
        LoginCheck check = start(hash);

        checkAnswer(check, unknown, "wonderland", false, "There is no such account.");
        trace.equal("the work for it", WORK, takeWork(), SAME_WORK_RULE);
        checkAnswer(check, "alice", "guess", false, "The password is wrong.");
        trace.equal("the work for a known name", WORK, takeWork(), SAME_WORK_RULE);
        checkAnswer(check, "alice", "wonderland", true, "The password is right.");
        trace.equal("the work for the right password", WORK, takeWork(), SAME_WORK_RULE);
        checkAnswer(check, unknown, "wonderland", false, "There is still no such account.");
        trace.equal("the work, once more", WORK, takeWork(), SAME_WORK_RULE);
    }

    /// With a hash that says yes to everything, as it does to somebody who knows the password of
    /// the decoy.
    @ParameterizedTest
    @ValueSource(strings = {"mallory", ""})
    void aDecoyOpensNothing(String unknown) {
        LoginCheck check = start(new CountingHash(work, true));

        checkAnswer(
                check,
                unknown,
                "the password of the decoy",
                false,
                "The hash said yes, but the name is unknown. The decoy has a password too: check"
                        + " that the name is known AND that the hash fits.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zo\u00eb", "ZO\u00cb", "zoe\u0308", "ZOE\u0308"})
    void aNameMayBeTypedInOtherLetters(String typed) {
        checkAnswer(start(hash), typed, "Zebra", true, SPELLING_RULE);
    }

    /// In Turkish the small letter of I is ı, without a dot.
    @Test
    void theLanguageOfTheMachineDoesNotChangeNames() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.of("tr", "TR"));
        try {
            checkAnswer(
                    start(hash),
                    "ALICE",
                    "wonderland",
                    true,
                    "This machine speaks Turkish, and there I becomes \u0131. Give toLowerCase the"
                            + " Locale.ROOT.");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "mallory", ""})
    void aPasswordThatIsTooLongIsRefusedBeforeAnyWork(String name) {
        LoginCheck check = start(hash);

        for (int length : new int[] {LoginCheck.LONGEST_PASSWORD + 1, 1_000_000}) {
            boolean right =
                    trace.call(
                            show(name) + " with a password of " + length + " characters",
                            () -> check.isRight(name, "x".repeat(length)));
            trace.equal("the answer", false, right, "No password is that long.");
            trace.equal(
                    "the work",
                    List.of(),
                    takeWork(),
                    "Look at the length first, before the store and before the hash, for every"
                            + " name: a hash of a megabyte is work that a stranger orders for"
                            + " nothing.");
        }
    }

    @Test
    void theLongestPasswordIsLookedAt() {
        LoginCheck check = start(hash);

        trace.call(
                "alice with a password of " + LoginCheck.LONGEST_PASSWORD + " characters",
                () -> check.isRight("alice", "x".repeat(LoginCheck.LONGEST_PASSWORD)));

        trace.equal("the work", WORK, takeWork(), "LONGEST_PASSWORD itself is allowed.");
    }

    @Test
    void aStoreThatIsOutOfOrderIsNotAWrongPassword() {
        LoginCheck check =
                trace.call(
                        "make a LoginCheck",
                        () ->
                                new LoginCheck(
                                        _ -> {
                                            throw new IllegalStateException("disk full");
                                        },
                                        hash));

        trace.throwsA(
                IllegalStateException.class,
                "log in while the store throws",
                "Let it pass. If you answer \"wrong password\", the user searches for a mistake of"
                        + " his own.",
                () -> check.isRight("alice", "wonderland"));
    }

    @Test
    void neitherAPasswordNorAHashIsPrintedOrLogged() {
        try (Overheard overheard = new Overheard()) {
            LoginCheck check = start(hash);
            trace.call("a login", () -> check.isRight("alice", "wonderland"));
            trace.call("a wrong password", () -> check.isRight("alice", "secret guess"));
            trace.call("an unknown name", () -> check.isRight("mallory", "secret guess"));

            overheard.checkSilentAbout(trace, "wonderland", "secret guess", "pbkdf2");
        }
    }

    private LoginCheck start(CountingHash used) {
        LoginCheck check = trace.call("make a LoginCheck", () -> new LoginCheck(this::find, used));
        work.clear();
        return check;
    }

    private String find(String name) {
        work.add(ASKED);
        return accounts.get(name);
    }

    private List<String> takeWork() {
        List<String> done = List.copyOf(work);
        work.clear();
        return done;
    }

    private void checkAnswer(
            LoginCheck check, String name, String password, boolean expected, String why) {
        boolean right =
                trace.call(
                        "log in as " + show(name) + " with " + show(password),
                        () -> check.isRight(name, password));
        trace.equal("the answer", expected, right, why);
    }

    private static String show(String text) {
        return '"' + text.replace("\0", "\\0") + '"';
    }
}
