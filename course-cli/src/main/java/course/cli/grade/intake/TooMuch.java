package course.cli.grade.intake;

import java.io.IOException;

/// A submission goes beyond a limit as a whole: nothing of it is taken. What is left over would
/// depend on the order in which a file system lists its files.
final class TooMuch extends IOException {

    private static final long serialVersionUID = 1;

    TooMuch(String sentence) {
        super(sentence);
    }
}
