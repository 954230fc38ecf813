package course.cli.grade.intake;

import course.cli.grade.intake.Layout.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The sources of one student. A class that comes twice is taken when both are the same; when they
/// differ nobody can know which one is meant, and none is taken.
final class Accepted {

    private static final int MOST_PATHS = 5;

    /// By lesson and class, without regard to case: some file systems have none.
    private final Map<String, List<OneSource>> sources = new TreeMap<>();

    private record OneSource(Place.In place, Source source, String path) {

        boolean isLike(OneSource other) {
            return place.equals(other.place) && source.equals(other.source);
        }

        String file() {
            return place.lesson() + "/exercise/" + place.className() + ".java";
        }
    }

    /// @param path where it was found, fit to be printed
    void add(Place.In place, Source source, String path) {
        String key = KnownNames.lower(place.lesson() + "/" + place.className());
        sources.computeIfAbsent(key, _ -> new ArrayList<>())
                .add(new OneSource(place, source, path));
    }

    /// A sentence for each class of which there is more than one version.
    List<String> disputes() {
        return sources.values().stream()
                .filter(Accepted::isDisputed)
                .map(Accepted::dispute)
                .toList();
    }

    /// Writes the sources into a folder for each lesson.
    ///
    /// @return those folders, by the name of the lesson
    Map<String, Path> writeTo(Path folder) throws IOException {
        Map<String, Path> folders = new TreeMap<>();
        for (List<OneSource> versions : sources.values()) {
            if (!isDisputed(versions)) {
                OneSource source = versions.getFirst();
                Path lesson = folder.resolve(source.place().lesson());
                Path file = lesson.resolve(source.file());
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.source().text());
                folders.put(source.place().lesson(), lesson);
            }
        }
        return folders;
    }

    private static boolean isDisputed(List<OneSource> versions) {
        return !versions.stream().allMatch(versions.getFirst()::isLike);
    }

    private static String dispute(List<OneSource> versions) {
        String files =
                versions.stream()
                        .map(OneSource::path)
                        .sorted()
                        .limit(MOST_PATHS)
                        .collect(Collectors.joining(", "));
        return versions.getFirst().file()
                + ": refused. It was handed in more than once, and not twice the same: "
                + files
                + ". Hand in one.";
    }
}
