package course.cli.grade.intake;

/// One file or folder is not taken. The message is the sentence for student and teacher, without
/// the path.
final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    Refused(String sentence) {
        super(sentence);
    }

    /// Nothing can be read there, for a reason that only the machine knows.
    static Refused unreadable() {
        return new Refused("refused. It cannot be read.");
    }
}
