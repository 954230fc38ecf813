package course.cli.engine;

/// Which tests to run: a package, the simple name of a class in it (a regular expression), the name
/// of a method. Empty means all.
public record TestSelection(String packageName, String className, String method) {

    private static final String OUTSIDE = "(Outside)?";

    /// All exercise tests of a lesson.
    public static TestSelection exercisesOf(Lesson lesson) {
        return new TestSelection(lesson.id() + ".exercise", "", "");
    }

    /// One class of exercise tests, or one method of it; with `EchoTest` comes the class
    /// `outside.EchoOutsideTest`, which judges the same exercise from a process of its own.
    public static TestSelection exerciseOf(Lesson lesson, String className, String method) {
        return new TestSelection(
                lesson.id() + ".exercise",
                className.replaceFirst("Test$", OUTSIDE + "Test"),
                method);
    }

    /// The same without the tests from outside. Those start more JVMs: too long for somebody who
    /// has just saved a file. Maven, the gate and the grading run them.
    public TestSelection inside() {
        return new TestSelection(
                packageName,
                className.isEmpty() ? "(?!\\w*OutsideTest)[\\w$]+" : className.replace(OUTSIDE, ""),
                method);
    }

    /// Whether these are tests of exercises, which use no containers.
    boolean isOfExercises() {
        return packageName.endsWith(".exercise");
    }

    /// The tests with real peers, which record what the peers say.
    public static TestSelection peersOf(Lesson lesson) {
        return new TestSelection(lesson.id(), "\\w+PeerTest", "");
    }

    /// The check of a lesson's text.
    public static TestSelection textOf(Lesson lesson) {
        return new TestSelection(lesson.id(), "LessonTextTest", "");
    }
}
