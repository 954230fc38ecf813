package lesson04.exercise;

import course.testkit.Bytes;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The stream of version 1 is `account-version1.ser`; `AccountVersion1Test` makes it.
@Exercise(number = "4.2", title = "A class grows", points = 15, of = Account.class)
class AccountTest {

    private static final String STREAM_RULE =
            "What is in a stream is not what your constructor has let through. readObject has to"
                    + " check again, after defaultReadObject.";

    private final Trace trace = new Trace();

    @Test
    void aNewAccountHasWhatItWasGiven() {
        Account account = newAccount();

        trace.equal("the name", "韩梅梅", account.name(), "As given to the constructor.");
        trace.equal(
                "the password", "new-secret", account.password(), "As given to the constructor.");
        trace.equal("the failures", 3, account.failures(), "As given to the constructor.");
        trace.equal("the language", "en", account.language(), "As given to the constructor.");
    }

    @ParameterizedTest
    @CsvSource({"-1, a, en", "0, , en", "0, a, "})
    void theConstructorRefusesWhatMakesNoSense(int failures, String name, String language) {
        trace.throwsA(
                IllegalArgumentException.class,
                "an account: name %s, failures %d, language %s".formatted(name, failures, language),
                "Name and language are never null, failures are never negative.",
                () -> new Account(name, "x", failures, language));
    }

    @Test
    void readsAStreamOfVersion1() throws Exception {
        newAccount();

        Account old = readVersion1();

        trace.equal("the name", "李雷", old.name(), "A field keeps its value by its name.");
        trace.equal("the failures", 7, old.failures(), "A field keeps its value by its name.");
    }

    @Test
    void aFieldThatTheStreamDoesNotHaveGetsItsDefault() throws Exception {
        newAccount();

        Account old = readVersion1();

        trace.equal(
                "its language",
                Account.DEFAULT_LANGUAGE,
                old.language(),
                "Version 1 has written no language, so the field is null after reading: neither a"
                        + " constructor nor the \"= ...\" of a field runs. Fill it in readObject.");
    }

    @Test
    void thePasswordInAnOldStreamIsLeftThere() throws Exception {
        newAccount();

        Account old = readVersion1();

        trace.equal(
                "its password",
                null,
                old.password(),
                "Version 1 has written the password, and version 2 does not read it: a transient"
                        + " field takes no part.");
    }

    @Test
    void thePasswordDoesNotTravel() throws Exception {
        Account account = newAccount();

        byte[] stream = written(account);

        trace.check(
                "the password is not in the stream",
                !HexFormat.of()
                        .formatHex(stream)
                        .contains(HexFormat.of().formatHex(Bytes.utf8("new-secret"))),
                "\"new-secret\" stands in it, for everybody to read: serialization writes private"
                        + " fields too. A field that must not travel is transient.");
        trace.equal(
                "the password after reading",
                null,
                read("read it again", stream).password(),
                "It was not in the stream.");
    }

    @Test
    void readsItsOwnStreams() throws Exception {
        Account again = read("read it again", written(newAccount()));

        trace.equal("the name", "韩梅梅", again.name(), "It was in the stream.");
        trace.equal("the failures", 3, again.failures(), "It was in the stream.");
        trace.equal(
                "the language",
                "en",
                again.language(),
                "It was in the stream. The default is only for streams without a language.");
    }

    @Test
    void aNegativeNumberInAStreamIsRefused() throws Exception {
        newAccount();

        // What follows the fields' names (78 70) is the first value: the int.
        checkRefused("failures -1", "7870 00000007", "7870 ffffffff");
    }

    @Test
    void aMissingNameInAStreamIsRefused() throws Exception {
        newAccount();

        // 74 is a text, 70 is null.
        checkRefused("no name", "74 0006" + HexFormat.of().formatHex(Bytes.utf8("李雷")), "70");
    }

    @Test
    void thePasswordIsNotInTheTextOfAnAccount() {
        Account account = newAccount();

        String text = trace.call("toString", account::toString);

        trace.check(
                "it has the name, and not the password",
                text.contains("韩梅梅") && !text.contains("new-secret"),
                "It is: " + text + ". Such texts stand in logs.");
    }

    @Test
    void noPasswordIsPrintedOrLogged() throws Exception {
        try (Overheard overheard = new Overheard()) {
            Account account = newAccount();
            trace.call("toString", account::toString);
            read("read it from its own stream", written(account));
            readVersion1();

            overheard.checkSilentAbout(trace, "new-secret", "old-secret");
        }
    }

    private Account newAccount() {
        return trace.call("a new account of 韩梅梅", () -> new Account("韩梅梅", "new-secret", 3, "en"));
    }

    private void checkRefused(String what, String before, String after) throws IOException {
        String hex = HexFormat.of().formatHex(version1());
        byte[] forged = Bytes.of(hex.replace(before.replace(" ", ""), after.replace(" ", "")));
        String step = "read a forged stream of version 1, with " + what;
        readVersion1();
        trace.throwsA(InvalidObjectException.class, step, STREAM_RULE, () -> objectIn(forged));
    }

    private Account readVersion1() throws IOException {
        return read("read a stream of version 1", version1());
    }

    /// An `InvalidClassException` is what this exercise is about: it gets an explanation.
    private Account read(String step, byte[] stream) {
        Object read =
                trace.call(
                        step,
                        () -> {
                            try {
                                return objectIn(stream);
                            } catch (InvalidClassException e) {
                                return e;
                            }
                        });
        trace.check(
                "the class in the stream fits your class",
                !(read instanceof InvalidClassException),
                "InvalidClassException: "
                        + (read instanceof InvalidClassException e ? e.getMessage() : "")
                        + "\nIt means: the names of the classes are equal, but the classes do not"
                        + " belong together. Either their numbers differ (\"stream classdesc\" is"
                        + " the one in the stream, \"local class\" is yours): declare the one in"
                        + " the stream as serialVersionUID. Or a field has another type than in"
                        + " the stream.");
        return (Account) read;
    }

    private byte[] written(Account account) {
        return trace.call(
                "write it into a stream",
                () -> {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                        out.writeObject(account);
                    }
                    return bytes.toByteArray();
                });
    }

    private static Object objectIn(byte[] stream) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
            return in.readObject();
        }
    }

    private static byte[] version1() throws IOException {
        try (InputStream in =
                AccountTest.class.getResourceAsStream("/lesson04/account-version1.ser")) {
            return in.readAllBytes();
        }
    }
}
