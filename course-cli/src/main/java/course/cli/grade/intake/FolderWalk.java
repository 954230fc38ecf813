package course.cli.grade.intake;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// Shows a [Gathering] the files of a folder. Follows no link.
final class FolderWalk {

    /// A project of ours is ten folders deep.
    private static final int DEEPEST = 60;

    private final Gathering gathering;

    FolderWalk(Gathering gathering) {
        this.gathering = gathering;
    }

    /// A file, or a folder with all that is in it.
    ///
    /// @param path how the student sees it
    void walk(Path file, List<String> path) throws TooMuch {
        gathering.found();
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                gathering.link(path);
            } else if (attributes.isDirectory()) {
                gathering.folder(path);
                children(file, path);
            } else if (attributes.isRegularFile()) {
                gathering.file(path, attributes.size(), new OnDisk(file));
            } else {
                gathering.special(path);
            }
        } catch (TooMuch e) {
            throw e;
        } catch (IOException | DirectoryIteratorException _) {
            gathering.note(path, Refused.unreadable().getMessage());
        }
    }

    private void children(Path folder, List<String> path) throws IOException {
        if (path.size() == DEEPEST) {
            gathering.note(path, "refused. It lies too deep.");
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (!Layout.isSkipped(name)) {
                    List<String> inside = new ArrayList<>(path);
                    inside.add(name);
                    walk(child, inside);
                }
            }
        }
    }
}
