package course.cli.grade.report.similarity;

import de.jplag.ParsingException;
import de.jplag.Token;
import de.jplag.java.JavaLanguage;
import java.io.File;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// JPlag's Java, with submissions and files in the order of their names. By itself JPlag takes them
/// in the order of a hash table of their paths, which is another one in every folder.
final class JavaInOrder extends JavaLanguage {

    /// What was parsed once and not asked for again.
    private final Map<Set<File>, List<Token>> parsed = new HashMap<>();

    /// Whether these files parse. Keeps what came out for JPlag, which asks once more: parsing is
    /// half of the work. Some code brings the parser down, nested ten thousand deep, for example.
    boolean parses(Set<File> files) {
        try {
            Set<File> sorted = new TreeSet<>(files);
            parsed.put(sorted, super.parse(sorted, false));
            return true;
        } catch (ParsingException | RuntimeException | StackOverflowError | OutOfMemoryError _) {
            return false;
        }
    }

    @Override
    public boolean expectsSubmissionOrder() {
        return true;
    }

    @Override
    public List<File> customizeSubmissionOrder(List<File> submissions) {
        return submissions.stream().sorted().toList();
    }

    @Override
    public List<Token> parse(Set<File> files, boolean normalize) throws ParsingException {
        Set<File> sorted = new TreeSet<>(files);
        List<Token> known = parsed.remove(sorted);
        return known == null ? super.parse(sorted, normalize) : known;
    }
}
