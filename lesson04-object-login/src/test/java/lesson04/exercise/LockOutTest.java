package lesson04.exercise;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockingDetails;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import course.testkit.Exercise;
import course.testkit.Trace;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import lesson04.exercise.LockOut.Answer;
import lesson04.exercise.LockOut.Rules;
import lesson04.exercise.LockOut.UserStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Exercise(number = "4.6", title = "Lock out who guesses", points = 15, of = LockOut.class)
class LockOutTest {

    private static final int MILLIS = 4_000;
    private static final Rules RULES =
            new Rules(3, Duration.ofMinutes(10), Duration.ofMinutes(15), 100);

    private static final String COUNT_RULE = "The third failure within ten minutes locks the name.";
    private static final String SPELLING_RULE =
            "It is one account. If each spelling has a count of its own, a stranger has three"
                    + " guesses for each: lower case (Locale.ROOT), then NFC, before anything else.";
    private static final String CLOCK_RULE =
            "Only the given clock says what time it is. now.isBefore(lockedUntil): locked;"
                    + " at the moment lockedUntil itself: open.";

    private static final String ONE_STEP_RULE =
            "Two threads changed the same count at once. Looking at what is remembered and changing"
                    + " it must be one step: synchronized.";

    private final Trace trace = new Trace();
    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2030-01-01T08:00:00Z"));
    private final UserStore store = mock(UserStore.class);
    private LockOut lockOut;

    @Test
    void theAnswerIsTheStores() {
        start();
        when(store.isRight("王小明", "密码")).thenReturn(true);

        expect(Answer.FAILED, "王小明", "guess", "The store says no.");
        expect(Answer.OK, "王小明", "密码", "The store says yes.");
    }

    // region mock
    /// The stranger locks out the owner, too: this is the price.
    @Test
    void aLockedNameNeverReachesTheStore() {
        start();
        when(store.isRight("alice", "wonderland")).thenReturn(true);
        for (int i = 1; i <= 3; i++) {
            expect(Answer.FAILED, "alice", "guess " + i, "The store says no.");
        }

        expect(Answer.LOCKED, "alice", "guess 4", COUNT_RULE);
        expect(Answer.LOCKED, "alice", "wonderland", "Locked, even with the right password.");

        trace.run(
                "the store was asked three times: never for a locked name",
                () -> verify(store, times(3)).isRight(any(), any()));
    }

    // endregion

    // region clock
    @Test
    void theLockEnds() {
        start();
        when(store.isRight("alice", "wonderland")).thenReturn(true);
        lock("alice");

        pass(RULES.lock().minusMillis(1));
        expect(Answer.LOCKED, "alice", "wonderland", CLOCK_RULE);
        pass(Duration.ofMillis(1));
        expect(Answer.OK, "alice", "wonderland", CLOCK_RULE);
    }

    // endregion

    @Test
    void afterTheLockTheCountStartsAtZero() {
        start();
        lock("alice");
        pass(RULES.lock());

        expect(Answer.FAILED, "alice", "guess", "The lock is over: ask the store.");
        expect(Answer.FAILED, "alice", "guess", "The failures before the lock are paid for.");
        expect(Answer.FAILED, "alice", "guess", "This one is the third, and locks.");
        expect(Answer.LOCKED, "alice", "guess", COUNT_RULE);
    }

    @Test
    void attemptsWhileLockedDoNotLengthenTheLock() {
        start();
        when(store.isRight("alice", "wonderland")).thenReturn(true);
        lock("alice");

        pass(RULES.lock().dividedBy(2));
        for (int i = 0; i < 5; i++) {
            expect(Answer.LOCKED, "alice", "guess", "Half of the lock has passed.");
        }
        pass(RULES.lock().dividedBy(2));
        expect(
                Answer.OK,
                "alice",
                "wonderland",
                "Attempts while it is locked change nothing. Else a stranger who goes on trying"
                        + " locks alice out for ever.");
    }

    @Test
    void oldFailuresDoNotCount() {
        start();
        String rule =
                "Count the failures of the last ten minutes, looking back from now. One that is"
                        + " ten minutes old is too old.";
        expect(Answer.FAILED, "alice", "guess", "The first failure, at 0 minutes.");
        pass(Duration.ofMinutes(6));
        expect(Answer.FAILED, "alice", "guess", "The second, at 6 minutes.");
        pass(Duration.ofMinutes(4));
        expect(Answer.FAILED, "alice", "guess", rule);
        expect(Answer.FAILED, "alice", "guess", rule + " Those at 6, 10 and 10 minutes count.");
        expect(Answer.LOCKED, "alice", "guess", COUNT_RULE);
    }

    @Test
    void aSuccessResetsTheCount() {
        start();
        when(store.isRight("alice", "wonderland")).thenReturn(true);
        String rule =
                "Each round is two typing errors and a success. A success sets the count to 0, and"
                        + " the attempt that succeeds is no failure.";
        for (int round = 1; round <= 3; round++) {
            expect(Answer.FAILED, "alice", "guess", rule);
            expect(Answer.FAILED, "alice", "guess", rule);
            expect(Answer.OK, "alice", "wonderland", rule);
        }
    }

    @Test
    void twoNamesDoNotShareACount() {
        start();
        when(store.isRight("王小明", "密码")).thenReturn(true);
        lock("alice");

        expect(Answer.FAILED, "王小明", "guess", "Each name has a count of its own.");
        expect(Answer.OK, "王小明", "密码", "Each name has a count of its own.");
        expect(Answer.LOCKED, "alice", "guess", "Somebody else's success does not open alice.");
    }

    @Test
    void oneNameHasOneCountHoweverItIsTyped() {
        start();
        for (String typed : List.of("zo\u00eb", "ZOE\u0308", "Zo\u00cb")) {
            expect(Answer.FAILED, typed, "guess", SPELLING_RULE);
        }
        expect(Answer.LOCKED, "zoe\u0308", "guess", SPELLING_RULE);
        trace.run(
                "the store was given the name in one form",
                () -> verify(store, times(3)).isRight("zo\u00eb", "guess"));
    }

    @Test
    void aStrangerWhoTriesManyNamesDoesNotFillTheMemory() {
        start((_, _) -> false);
        trace.run(
                "fail with 20,000 names",
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        lockOut.login("name " + i, "guess");
                    }
                });
        int most = largestCollectionIn(lockOut);

        trace.check(
                "at most " + RULES.capacity() + " names are remembered",
                most <= RULES.capacity(),
                "A collection in your object has "
                        + most
                        + " elements. A stranger can invent a million names in an hour: forget the"
                        + " one whose last attempt is longest ago.");
    }

    @Test
    void namesThatWereLockedDoNotFillTheMemory() {
        start((_, _) -> false);
        trace.run(
                "lock 2,000 names",
                () -> {
                    for (int i = 0; i < 6_000; i++) {
                        lockOut.login("name " + i / 3, "guess");
                    }
                });
        trace.run(
                "try one of them 20,000 times more",
                () -> {
                    for (int i = 0; i < 20_000; i++) {
                        lockOut.login("name 1999", "guess");
                    }
                });
        int most = largestCollectionIn(lockOut);

        trace.check(
                "at most " + RULES.capacity() + " names are remembered",
                most <= RULES.capacity(),
                "A collection in your object has "
                        + most
                        + " elements. The names that are locked need a bound too, and so do the attempts at"
                        + " one of them.");
    }

    @Test
    void theNameThatIsForgottenIsTheOneTriedLongestAgo() {
        lockOut =
                trace.call(
                        "make a LockOut that remembers two names",
                        () ->
                                new LockOut(
                                        store,
                                        now::get,
                                        new Rules(3, RULES.window(), RULES.lock(), 2)));
        for (String name : List.of("alice", "bob", "alice", "carol", "alice")) {
            pass(Duration.ofSeconds(1));
            expect(Answer.FAILED, name, "guess", "Fewer than three failures.");
        }

        expect(
                Answer.LOCKED,
                "alice",
                "guess",
                "alice was tried a moment before carol came: bob had to be forgotten, not alice."
                        + " Else a stranger wipes out a count with two other names.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void guessesAtTheSameTimeDoNotPassTheLimit(int limit) throws Exception {
        SlowStore slow = new SlowStore();
        AtomicInteger refused = new AtomicInteger();
        lockOut =
                trace.call(
                        "make a LockOut with limit " + limit,
                        () ->
                                new LockOut(
                                        slow,
                                        now::get,
                                        new Rules(limit, RULES.window(), RULES.lock(), 100)));
        try {
            int threads = 10;
            CountDownLatch arrived = slow.expect(threads);
            List<Thread> guesses = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                guesses.add(
                        Thread.ofVirtual()
                                .name("guess " + i)
                                .start(() -> {
                                    if (lockOut.login("alice", "guess") == Answer.LOCKED) {
                                        refused.incrementAndGet();
                                        arrived.countDown();
                                    }
                                }));
            }
            trace.ok("ten connections guess the password of alice at the same time");
            trace.check(
                    "each is in the store, or refused",
                    arrived.await(MILLIS, TimeUnit.MILLISECONDS),
                    "Some of them wait for another login: "
                            + slow.entered.get()
                            + " of 10 in the store, "
                            + refused.get()
                            + " refused. Hold no lock while the store works.");
            trace.equal(
                    "guesses that reached the store",
                    limit,
                    slow.entered.get(),
                    "All of them looked at the count before anybody had failed. Count the attempt"
                            + " before you ask the store, in one step with the look at the count.");

            slow.open.countDown();
            for (Thread guess : guesses) {
                guess.join(Duration.ofMillis(MILLIS));
            }
            expect(Answer.LOCKED, "alice", "one more", "They all failed, and all count.");
        } finally {
            slow.open.countDown();
        }
    }

    @Test
    void aSlowLoginDoesNotHoldUpAnother() throws Exception {
        SlowStore slow = new SlowStore();
        start(slow);
        try {
            CountDownLatch arrived = slow.expect(2);
            for (String name : List.of("alice", "bob")) {
                Thread.ofVirtual().name(name).start(() -> lockOut.login(name, "guess"));
            }

            trace.check(
                    "two people are in the store at the same time",
                    arrived.await(MILLIS, TimeUnit.MILLISECONDS),
                    "The second waits until the first is done. Hold no lock while the store works:"
                            + " a slow hash would make all others wait.");
        } finally {
            slow.open.countDown();
        }
    }

    /// Many failures at once, with a limit that exactly all of them together reach. If one is lost,
    /// the name is not locked.
    @Test
    void failuresAtTheSameTimeAllCount() throws Exception {
        int threads = 4;
        int failures = 1_000;
        lockOut =
                trace.call(
                        "make a LockOut with limit 4,000",
                        () ->
                                new LockOut(
                                        (_, _) -> false,
                                        now::get,
                                        new Rules(
                                                threads * failures,
                                                RULES.window(),
                                                RULES.lock(),
                                                100)));
        for (String name : List.of("alice", "bob", "carol", "dave", "王小明")) {
            Optional<Throwable> thrown =
                    trace.call(
                            "four threads fail 1,000 times each as " + name,
                            () -> failOnThreads(threads, failures, name));
            trace.check(
                    "nothing was thrown in them",
                    thrown.isEmpty(),
                    "It was " + thrown.orElse(null) + ". " + ONE_STEP_RULE);
            expect(
                    Answer.LOCKED,
                    name,
                    "one more",
                    "At least one of 4,000 failures is lost. " + ONE_STEP_RULE);
        }
    }

    @Test
    void whatTheStoreThrowsPassesOn() {
        start();
        when(store.isRight("alice", "wonderland")).thenThrow(new IllegalStateException("no disk"));

        trace.throwsA(
                IllegalStateException.class,
                "log in while the store throws",
                "A store that is out of order is not a wrong password.",
                () -> lockOut.login("alice", "wonderland"));
    }

    @Test
    void noPasswordIsPrintedOrLogged() {
        try (Overheard overheard = new Overheard()) {
            start();
            when(store.isRight("alice", "wonderland")).thenReturn(true);
            trace.call("a login", () -> lockOut.login("alice", "wonderland"));
            for (int i = 0; i < 5; i++) {
                trace.call("a failure", () -> lockOut.login("alice", "secret guess"));
            }

            overheard.checkSilentAbout(trace, "wonderland", "secret guess");
        }
    }

    private void start() {
        start(store);
    }

    private void start(UserStore used) {
        lockOut =
                trace.call(
                        "make a LockOut: 3 failures in 10 minutes lock for 15",
                        () -> new LockOut(used, now::get, RULES));
    }

    private void lock(String name) {
        for (int i = 0; i < RULES.limit(); i++) {
            trace.call("a failure of " + name, () -> lockOut.login(name, "guess"));
        }
        expect(Answer.LOCKED, name, "guess", COUNT_RULE);
    }

    private void expect(Answer expected, String name, String password, String why) {
        Answer answer =
                trace.call(
                        "log in as \"" + name + "\" with \"" + password + "\"",
                        () -> lockOut.login(name, password));
        trace.equal("the answer", expected, answer, why);
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
        trace.ok("the clock goes on by " + time.toString().substring(2));
    }

    private Optional<Throwable> failOnThreads(int threads, int failures, String name)
            throws InterruptedException {
        List<Thread> started = new ArrayList<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch go = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            started.add(
                    Thread.ofPlatform()
                            .daemon()
                            .name("guess " + i)
                            .uncaughtExceptionHandler((_, e) -> thrown.set(e))
                            .start(() -> {
                                go.countDown();
                                awaitQuietly(go);
                                for (int n = 0; n < failures; n++) {
                                    lockOut.login(name, "guess");
                                }
                            }));
        }
        for (Thread thread : started) {
            thread.join();
        }
        return Optional.ofNullable(thrown.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// The size of the largest map or collection that the object holds: directly, in another one,
    /// or in an object of a class inside LockOut.
    private static int largestCollectionIn(Object object) {
        return largestIn(object, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static int largestIn(Object object, Set<Object> seen) {
        return switch (object) {
            case null -> 0;
            case Map<?, ?> map -> Math.max(map.size(), largestIn(map.values(), seen));
            case Collection<?> collection ->
                    collection.stream()
                            .mapToInt(element -> largestIn(element, seen))
                            .reduce(collection.size(), Math::max);
            case Object _ when !seen.add(object) || mockingDetails(object).isMock() -> 0;
            case Object own when own.getClass().getName().startsWith("lesson04.exercise.LockOut") ->
                    Arrays.stream(own.getClass().getDeclaredFields())
                            .mapToInt(field -> largestIn(valueOf(field, own), seen))
                            .max()
                            .orElse(0);
            default -> 0;
        };
    }

    private static Object valueOf(Field field, Object owner) {
        try {
            field.setAccessible(true);
            return field.get(Modifier.isStatic(field.getModifiers()) ? null : owner);
        } catch (IllegalAccessException e) {
            throw new AssertionError("the test cannot look into " + field, e);
        }
    }

    /// A store in which every question waits until the test lets it go on.
    private static final class SlowStore implements UserStore {

        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger entered = new AtomicInteger();
        private volatile CountDownLatch arrived = new CountDownLatch(0);

        CountDownLatch expect(int logins) {
            arrived = new CountDownLatch(logins);
            return arrived;
        }

        @Override
        public boolean isRight(String name, String password) {
            entered.incrementAndGet();
            arrived.countDown();
            awaitQuietly(open);
            return false;
        }
    }
}
