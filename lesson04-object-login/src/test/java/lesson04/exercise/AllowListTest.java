package lesson04.exercise;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lesson04.exercise.AllowList.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "4.3", title = "Filter what you deserialize", points = 15, of = AllowList.class)
class AllowListTest {

    /// `Object` and `Map.Entry` are there for the arrays in which `ArrayList` and `HashSet` keep
    /// their elements.
    private static final Set<Class<?>> CLASSES =
            Set.of(
                    Guest.class,
                    ArrayList.class,
                    Object.class,
                    HashSet.class,
                    Map.Entry.class,
                    Integer.class,
                    Number.class,
                    String.class);

    private static final Limits LIMITS = new Limits(10, 100, 1_000, 20_000);

    private static final String UNKNOWN_RULE =
            "A class that is not in the list is REJECTED. After UNDECIDED the stream goes on and"
                    + " makes the object.";

    private final Trace trace = new Trace();

    /// One question to a filter.
    private record Question(
            Class<?> serialClass, long arrayLength, long depth, long references, long streamBytes)
            implements FilterInfo {

        static Question about(Class<?> serialClass) {
            return new Question(serialClass, -1, 1, 1, 50);
        }

        static String text(FilterInfo info) {
            return "%s, array length %d, depth %d, references %d, bytes %d"
                    .formatted(
                            info.serialClass() == null ? "no class" : info.serialClass().toString(),
                            info.arrayLength(),
                            info.depth(),
                            info.references(),
                            info.streamBytes());
        }
    }

    /// Passes every question on to the student's filter, and writes it down with the answer.
    private static final class Watched implements ObjectInputFilter {

        private static final int SHOWN = 12;

        private final ObjectInputFilter filter;
        private final List<String> questions = new ArrayList<>();

        Watched(ObjectInputFilter filter) {
            this.filter = filter;
        }

        @Override
        public Status checkInput(FilterInfo info) {
            String question = Question.text(info) + ": ";
            try {
                Status answer = filter.checkInput(info);
                questions.add(question + answer);
                return answer;
            } catch (RuntimeException e) {
                // The stream takes it for REJECTED, without a word.
                questions.add(question + "throws " + e);
                throw e;
            }
        }

        String protocol() {
            int from = Math.max(0, questions.size() - SHOWN);
            return "The filter was asked "
                    + questions.size()
                    + " times"
                    + (from > 0 ? "; the last ones:" : ":")
                    + "\n  "
                    + String.join("\n  ", questions.subList(from, questions.size()));
        }
    }

    /// An honest object. A class of the test's own, so that this exercise needs no other one.
    private record Guest(String name, String password) implements Serializable {}

    /// A subclass of an allowed class. Its own code would run.
    private static final class Subclass extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
    }

    private static final class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return null;
        }
    }

    // ---- question by question

    @ParameterizedTest
    @CsvSource({
        "lesson04.exercise.AllowListTest$Guest, ALLOWED",
        "java.util.ArrayList, ALLOWED",
        "java.util.LinkedHashSet, REJECTED",
        "java.util.HashMap, REJECTED",
        "java.io.File, REJECTED",
        "[Ljava.lang.String;, ALLOWED",
        "[[[Ljava.lang.String;, ALLOWED",
        "[I, ALLOWED",
        "[[D, ALLOWED",
        "[Ljava.io.File;, REJECTED",
        "[[Ljava.io.File;, REJECTED"
    })
    void judgesAClass(String className, Status expected) throws Exception {
        check(
                Question.about(Class.forName(className)),
                expected,
                "Exactly the classes of the list are ALLOWED. An array is judged by what it holds,"
                        + " at the end of all its brackets; primitive elements are harmless."
                        + " All else is REJECTED, also a subclass of a class in the list.");
    }

    @Test
    void aQuestionWithoutAClassIsUndecided() {
        check(
                Question.about(null),
                Status.UNDECIDED,
                "An object that was in the stream before comes again. Nothing new is made: there"
                        + " is no class to judge.");
    }

    @ParameterizedTest
    @CsvSource({"10, 100, 1000, 20000", "1, 1, 0, 0", "10, 1, -1, 20000"})
    void aLimitIsTheHighestValueThatIsAllowed(
            long depth, long references, long arrayLength, long bytes) {
        check(
                new Question(String[].class, arrayLength, depth, references, bytes),
                Status.ALLOWED,
                "Nothing is above its limit: " + LIMITS + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "11, 1, -1, 50",
        "1, 101, -1, 50",
        "1, 1, 1001, 50",
        "1, 1, 2147483647, 50",
        "1, 1, -1, 20001",
        "9223372036854775807, 1, -1, 50"
    })
    void aValueAboveItsLimitIsRejectedWhateverTheClass(
            long depth, long references, long arrayLength, long bytes) {
        for (Class<?> type : Arrays.asList(Guest.class, int[].class, null)) {
            check(
                    new Question(type, arrayLength, depth, references, bytes),
                    Status.REJECTED,
                    "One value is above its limit: "
                            + LIMITS
                            + ". The limits hold for all classes, and without a class, so they"
                            + " come first.");
        }
    }

    @Test
    void laterChangesOfTheSetDoNotMatter() {
        Set<Class<?>> classes = new LinkedHashSet<>(Set.of(String.class));
        AllowList filter = trace.call("a filter for String", () -> new AllowList(classes, LIMITS));
        classes.add(Trap.class);

        Status answer =
                trace.call(
                        "Trap is added to the set, then: " + Question.text(about(Trap.class)),
                        () -> filter.checkInput(about(Trap.class)));

        trace.equal("the answer", Status.REJECTED, answer, "The constructor keeps a copy.");
    }

    // ---- in a stream

    @Test
    void anHonestStreamPasses() throws Exception {
        Guest guest = new Guest("李雷", "密码");
        List<Object> honest =
                new ArrayList<>(List.of(guest, 1, new HashSet<>(Set.of("a", "b")), new int[5]));
        honest.add(guest);

        Object read = checkPasses("a list with a guest (twice), a set and numbers", honest);

        trace.equal(
                "the first element",
                guest,
                ((List<?>) read).getFirst(),
                "The filter changes nothing.");
    }

    @Test
    void noPasswordIsPrintedOrLogged() throws Exception {
        try (Overheard overheard = new Overheard()) {
            checkPasses("a guest", new Guest("李雷", "a secret"));

            overheard.checkSilentAbout(trace, "a secret");
        }
    }

    @Test
    void aForeignClassIsRefusedAndItsCodeDoesNotRun() throws Exception {
        int before = Trap.sprung();

        checkRefused(
                "an object of a class that is not in the list", bytes(new Trap()), UNKNOWN_RULE);

        trace.equal("how often its readObject has run", 0, Trap.sprung() - before, UNKNOWN_RULE);
    }

    @Test
    void aForeignClassInsideAnAllowedOneIsRefused() throws Exception {
        int before = Trap.sprung();
        List<Object> list = new ArrayList<>(List.of("李雷", new Trap()));

        checkRefused("a list that holds an object of another class", bytes(list), UNKNOWN_RULE);

        trace.equal("how often its readObject has run", 0, Trap.sprung() - before, UNKNOWN_RULE);
    }

    @Test
    void aSubclassIsRefused() throws Exception {
        checkRefused(
                "an object of a subclass of ArrayList",
                bytes(new Subclass()),
                "A subclass has code of its own, for example its own readObject. Compare classes,"
                        + " do not ask isAssignableFrom.");
    }

    @Test
    void aProxyIsRefused() throws Exception {
        Object proxy =
                Proxy.newProxyInstance(
                        AllowListTest.class.getClassLoader(),
                        new Class<?>[] {Map.Entry.class},
                        new Handler());

        checkRefused(
                "a proxy for Map.Entry, which is in the list",
                bytes(proxy),
                "The filter is asked for the interface, and then for the proxy's own class, which"
                        + " is in no list.");
    }

    /// A set in a set in a set: every level is in the one above it twice, so the work doubles with
    /// each. Eleven levels are enough for the limit, and 2,000 steps for whoever has none.
    @Test
    void aDeepNestOfSetsIsRefused() throws Exception {
        checkRefused(
                "sets in sets, 11 levels deep",
                bytes(nest(11)),
                "The limit is a depth of "
                        + LIMITS.depth()
                        + ". Each level doubles the work of reading: with 11 levels you do not"
                        + " notice it, with 100 the thread is busy for longer than the earth will"
                        + " stand, and nothing can interrupt it.");
    }

    @Test
    void aNestOfFourLevelsPasses() throws Exception {
        checkPasses("sets in sets, 4 levels deep", nest(4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 2_000_000, Integer.MAX_VALUE})
    void anArrayThatIsAnnouncedTooLongIsRefused(int length) throws Exception {
        byte[] empty = bytes(new int[0]);
        byte[] announced =
                ByteBuffer.wrap(empty).putInt(empty.length - Integer.BYTES, length).array();

        checkRefused(
                "an int array that announces " + length + " elements and has none",
                announced,
                "Allowed are "
                        + LIMITS.arrayLength()
                        + " elements. The filter is asked before the memory is reserved; four"
                        + " bytes of a stranger must not cost gigabytes.");
    }

    @Test
    void anArrayOfAForeignClassIsRefused() throws Exception {
        checkRefused(
                "an array in an array of a class that is not in the list",
                bytes(new Trap[][] {{}}),
                "An array is judged by what it holds. " + UNKNOWN_RULE);
    }

    @Test
    void tooManyObjectsAreRefused() throws Exception {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(i);
        }

        checkRefused(
                "a list of 200 numbers",
                bytes(many),
                "Allowed are " + LIMITS.references() + " references.");
    }

    @Test
    void aLongStreamIsRefusedAtTheNextObject() throws Exception {
        checkRefused(
                "a list with a text of 60,000 letters, and then a number",
                bytes(new ArrayList<>(List.of("x".repeat(60_000), 1))),
                "Allowed are "
                        + LIMITS.bytes()
                        + " bytes. For the text the filter is not asked, but for the number"
                        + " behind it.");
    }

    private static Question about(Class<?> type) {
        return Question.about(type);
    }

    private void check(Question question, Status expected, String why) {
        AllowList filter = filter();
        Status answer =
                trace.call(
                        "asked for " + Question.text(question), () -> filter.checkInput(question));
        trace.equal("the answer", expected, answer, why);
    }

    private Object checkPasses(String what, Object object) throws IOException {
        Watched filter = new Watched(filter());
        byte[] stream = bytes(object);
        Object read =
                trace.call(
                        "read " + what,
                        () -> {
                            try {
                                return read(stream, filter);
                            } catch (InvalidClassException e) {
                                return e;
                            }
                        });
        trace.check(
                "nothing is refused",
                !(read instanceof InvalidClassException),
                filter.protocol() + "\nAll of this is in the list and within the limits.");
        return read;
    }

    private void checkRefused(String what, byte[] stream, String why) {
        Watched filter = new Watched(filter());
        String outcome = trace.call("read " + what, () -> outcome(stream, filter));
        trace.check(
                "it is refused",
                outcome.equals("refused"),
                outcome + ", where REJECTED was expected.\n" + filter.protocol() + "\n" + why);
    }

    private AllowList filter() {
        return trace.call(
                "a filter for Guest, ArrayList, Object, HashSet, Map.Entry, Integer, Number,"
                        + " String",
                () -> new AllowList(CLASSES, LIMITS));
    }

    /// An OutOfMemoryError is an outcome too: it is what such a stream wants.
    private static String outcome(byte[] stream, Watched filter) throws ClassNotFoundException {
        try {
            read(stream, filter);
            return "It was read";
        } catch (InvalidClassException _) {
            return "refused";
        } catch (IOException | OutOfMemoryError e) {
            return "It was read until " + e;
        }
    }

    private static Object read(byte[] stream, ObjectInputFilter filter)
            throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(stream))) {
            in.setObjectInputFilter(filter);
            return in.readObject();
        }
    }

    private static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Set<Object> nest(int levels) {
        Set<Object> root = new HashSet<>();
        Set<Object> one = root;
        Set<Object> other = new HashSet<>();
        for (int i = 1; i < levels; i++) {
            Set<Object> nextOne = new HashSet<>(Set.of("level " + i));
            Set<Object> nextOther = new HashSet<>();
            one.add(nextOne);
            one.add(nextOther);
            other.add(nextOne);
            other.add(nextOther);
            one = nextOne;
            other = nextOther;
        }
        return root;
    }
}
