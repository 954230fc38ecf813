package course.cli.grade.report.similarity;

import de.jplag.ParsingException;
import de.jplag.Token;
import de.jplag.java.JavaLanguage;
import java.io.File;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// JPlag's Java, with submissions and files in the order of their names. By itself JPlag takes them
/// in the order of a hash table of their paths, which is another one in every folder.
final class JavaInOrder extends JavaLanguage {

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
        return super.parse(new TreeSet<>(files), normalize);
    }
}
