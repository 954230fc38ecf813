package course.cli.grade.intake;

import course.cli.grade.intake.ZipListing.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Shows a [Gathering] the files of a zip. Their names are read and never used as paths of this
/// machine.
final class ZipWalk {

    private static final Pattern ABSOLUTE = Pattern.compile("(?s)(/|[A-Za-z]:).*");

    private final Gathering gathering;

    ZipWalk(Gathering gathering) {
        this.gathering = gathering;
    }

    /// @param zip how the student sees the zip
    /// @throws Refused when nothing in it can be read
    void walk(ZipListing listing, List<String> zip) throws Refused, TooMuch {
        for (Entry entry : listing.entries()) {
            if (entry.encrypted()) {
                throw new Refused("refused. It has a password: hand it in without one.");
            }
        }
        for (Entry entry : listing.entries()) {
            // Old programs for Windows write backslashes.
            String name = entry.name().replace('\\', '/');
            List<String> path = new ArrayList<>(zip);
            List<String> inside = parts(name);
            path.addAll(inside);
            boolean leadsOut = ABSOLUTE.matcher(name).matches() || inside.contains("..");
            if (leadsOut || inside.stream().noneMatch(Layout::isSkipped)) {
                gathering.found();
                show(listing, entry, path, leadsOut);
            }
        }
    }

    private void show(ZipListing listing, Entry entry, List<String> path, boolean leadsOut)
            throws TooMuch {
        if (leadsOut) {
            gathering.note(path, "refused. Its path leads out of the zip.");
            return;
        }
        switch (entry.kind()) {
            case LINK -> gathering.link(path);
            case FOLDER -> gathering.folder(path);
            case FILE -> gathering.file(path, entry.size(), () -> listing.open(entry));
            case SPECIAL -> gathering.special(path);
        }
    }

    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/")) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return parts;
    }
}
