package course.cli.grade.intake;

import course.cli.grade.intake.Layout.Place;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipException;

/// Sorts what one student has handed in: takes the sources of exercises, and says a sentence about
/// everything else that somebody may have meant to be taken.
final class Gathering {

    private static final int MOST_NOTICES = 100;

    /// A zip, and a zip in it: the platform packs, and the student packs.
    private static final int MOST_NESTED_ZIPS = 2;

    private static final Set<String> OTHER_ARCHIVES =
            Set.of("rar", "7z", "tar", "gz", "tgz", "bz2", "xz", "zst");

    private final Layout layout;
    private final Path scratch;
    private final Budget budget = new Budget();
    private final Accepted accepted = new Accepted();
    private final TreeSet<String> notices = new TreeSet<>();
    private int openZips;

    /// @param scratch a folder for a zip that was inside another
    Gathering(Layout layout, Path scratch) {
        this.layout = layout;
        this.scratch = scratch;
    }

    Accepted accepted() {
        return accepted;
    }

    /// What was not taken and why, sorted; of many the first.
    List<String> notices() {
        notices.addAll(accepted.disputes());
        List<String> first = new ArrayList<>(notices.stream().limit(MOST_NOTICES).toList());
        if (first.size() < notices.size()) {
            first.add(String.format("And %,d more.", notices.size() - first.size()));
        }
        return first;
    }

    /// Counts a file or folder that is looked at.
    void found() throws TooMuch {
        budget.entry();
    }

    /// Says a sentence about a path; the empty path is the student's folder itself.
    void note(List<String> path, String sentence) {
        notices.add((path.isEmpty() ? "The folder" : Shown.path(path)) + ": " + sentence);
    }

    /// What is not an ordinary file.
    void link(List<String> path) {
        note(path, "refused. It is a link, and links are not followed: hand in the file itself.");
    }

    void special(List<String> path) {
        note(path, "refused. It is not an ordinary file.");
    }

    /// A folder. What is in it comes by itself.
    void folder(List<String> path) {
        if (!path.isEmpty() && Layout.isJava(path.getLast())) {
            note(path, "refused. It is a folder, not a file.");
        }
    }

    /// A file. `size` is what is said of it, and may be a lie.
    void file(List<String> path, long size, Content content) throws TooMuch {
        String name = KnownNames.lower(path.getLast());
        try {
            if (Layout.isJava(name)) {
                source(path, size, content);
            } else if (name.endsWith(".zip")) {
                zip(path, content);
            } else if (OTHER_ARCHIVES.contains(name.substring(name.lastIndexOf('.') + 1))) {
                throw new Refused("refused. Only zips are opened: hand it in as a zip.");
            }
        } catch (TooMuch e) {
            throw e;
        } catch (Refused e) {
            note(path, e.getMessage());
        } catch (ZipException | EOFException _) {
            note(path, "refused. It is damaged: pack the zip again.");
        } catch (IOException _) {
            note(path, Refused.unreadable().getMessage());
        }
    }

    private void source(List<String> path, long size, Content content) throws IOException, Refused {
        Place place = layout.of(path);
        if (place instanceof Place.Elsewhere) {
            return;
        }
        if (size > Source.MOST_BYTES) {
            throw Source.tooLong();
        }
        Source source = Source.of(content, budget);
        if (place instanceof Place.ByItself file) {
            place = layout.of(file, source);
        }
        if (place instanceof Place.In in) {
            accepted.add(in, source, Shown.path(path));
        }
    }

    private void zip(List<String> path, Content content) throws IOException, Refused {
        if (openZips == MOST_NESTED_ZIPS) {
            throw new Refused("refused. It is a zip in a zip in a zip: hand in one zip.");
        }
        budget.zip();
        openZips++;
        try (ZipOnDisk zip = ZipOnDisk.of(content, scratch)) {
            new ZipWalk(this).walk(zip.listing(), path);
        } finally {
            openZips--;
        }
    }
}
