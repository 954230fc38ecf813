package course.cli.engine;

/// Which tests to run: a package, the simple name of a class in it (a regular expression), the name
/// of a method. Empty means all.
public record TestSelection(String packageName, String className, String method) {

    /// All exercise tests of a lesson.
    public static TestSelection exercisesOf(Lesson lesson) {
        return new TestSelection(lesson.id() + ".exercise", "", "");
    }

    /// One class of exercise tests, or one method of it; with `EchoTest` comes the class
    /// `outside.EchoOutsideTest`, which judges the same exercise from a process of its own.
    public static TestSelection exerciseOf(Lesson lesson, String className, String method) {
        return new TestSelection(
                lesson.id() + ".exercise",
                className.replaceFirst("Test$", "(Outside)?Test"),
                method);
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
