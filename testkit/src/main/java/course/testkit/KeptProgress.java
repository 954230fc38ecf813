package course.testkit;

import course.testkit.ExerciseProgress.State;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;

/// What the last runs said of each exercise, so that `./course` can tell how far the student is
/// without running anything. Maven, an IDE and `./course check` all write here: a file for each
/// lesson in the folder `.course` at the root of the course, outside version control. It holds
/// nothing that another run would not bring back.
public final class KeptProgress {

    private final Path file;
    private final Properties kept = new Properties();

    /// What was said of one exercise. `counted` is as in [ExerciseProgress#counted], `failure` the
    /// message of the first test that failed, `source` the hash of what was judged.
    public record Entry(State state, long counted, long judged, String failure, String source) {

        /// The state in words, as the run said it.
        public String inWords() {
            return ExerciseProgress.inWords(state, counted, judged);
        }
    }

    /// Reads what is kept of a lesson, for example `lesson02`.
    ///
    /// @throws IOException when the file is there and cannot be read
    public KeptProgress(Path root, String lesson) throws IOException {
        file = root.resolve(".course").resolve(lesson + ".properties");
        if (Files.exists(file)) {
            try (Reader in = Files.newBufferedReader(file)) {
                kept.load(in);
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        file + " is damaged; delete it, the next run makes it anew", e);
            }
        }
    }

    /// The root of the course around a folder: it holds the command line.
    static Optional<Path> rootAround(Path folder) {
        Path root = folder.toAbsolutePath();
        while (root != null
                && !(Files.exists(root.resolve("course")) && Files.exists(root.resolve(".mvn")))) {
            root = root.getParent();
        }
        return Optional.ofNullable(root);
    }

    /// What the last run said of an exercise; empty when there was none.
    public Optional<Entry> of(String number) {
        String state = kept.getProperty(number + ".state");
        return state == null
                ? Optional.empty()
                : Optional.of(
                        new Entry(
                                State.valueOf(state),
                                Long.parseLong(kept.getProperty(number + ".counted", "0")),
                                Long.parseLong(kept.getProperty(number + ".judged", "0")),
                                kept.getProperty(number + ".failure", ""),
                                kept.getProperty(number + ".source", "")));
    }

    /// Takes in what a run said. [#write] keeps it.
    public void put(ExerciseProgress progress, Path source) throws IOException {
        String number = progress.number();
        kept.setProperty(number + ".state", progress.state().name());
        kept.setProperty(number + ".counted", Long.toString(progress.counted()));
        kept.setProperty(number + ".judged", Long.toString(progress.judged()));
        kept.setProperty(number + ".failure", progress.firstFailure());
        kept.setProperty(number + ".source", hash(source));
    }

    /// Forgets an exercise.
    public void forget(String number) {
        kept.keySet().removeIf(key -> key.toString().startsWith(number + "."));
    }

    /// Writes the file in one move: a run that is cut off leaves the old one.
    public void write() throws IOException {
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(file.getParent(), "progress", ".new");
        try (Writer out = Files.newBufferedWriter(written)) {
            kept.store(out, "How far the exercises are. Made by the last runs; may be deleted.");
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// A short name for the content of a file. A file that is not there has the empty name.
    public static String hash(Path source) throws IOException {
        if (!Files.exists(source)) {
            return "";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(source));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
