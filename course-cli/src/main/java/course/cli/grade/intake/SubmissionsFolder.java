package course.cli.grade.intake;

import course.cli.engine.Lesson;
import course.cli.grade.intake.Handed.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The folder that a teacher has got: a folder or a zip for each student, made by hand, by Moodle
/// or by GitHub Classroom.
final class SubmissionsFolder {

    private static final Pattern ARCHIVE =
            Pattern.compile("(?is).*\\.(zip|rar|7z|tar|t?gz|bz2|xz)");
    private static final Pattern ZIP = Pattern.compile("(?is)(.+)\\.zip");

    /// `Ming Li_12345_assignsubmission_file_`, with the file's name behind it or not.
    private static final Pattern MOODLE =
            Pattern.compile("(?s)(.+?)_(\\d+)_assignsubmission_([a-z]+)(?:_(.*))?");

    private final Path folder;
    private final SubmissionsCheck check;

    SubmissionsFolder(Path folder, List<Lesson> lessons) {
        this.folder = folder;
        check = new SubmissionsCheck(folder, lessons);
    }

    /// All students, sorted by what stands in the folder.
    ///
    /// @throws IOException with one sentence, when this is not the folder of a class
    List<Handed> students() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    folder
                            + " is not a folder. Name the folder that holds "
                            + SubmissionsCheck.EACH
                            + ".");
        }
        List<Path> entries;
        try (Stream<Path> listed = Files.list(folder)) {
            entries = listed.filter(entry -> !isOfATool(nameOf(entry))).sorted().toList();
        }
        check.check(entries);
        Map<String, Handed> students = new TreeMap<>();
        for (Path entry : entries) {
            Matcher moodle = MOODLE.matcher(nameOf(entry));
            if (moodle.matches()) {
                addMoodle(students, entry, moodle);
            } else if (isHandedIn(entry)) {
                Handed one = plain(entry);
                students.put(one.entry(), one);
            }
        }
        if (students.isEmpty()) {
            throw new IOException(
                    folder + " is empty. It should hold " + SubmissionsCheck.EACH + ".");
        }
        return named(List.copyOf(students.values()));
    }

    /// Whether Moodle has given it that name.
    static boolean isOfMoodle(Path entry) {
        return MOODLE.matcher(nameOf(entry)).matches();
    }

    private static boolean isHandedIn(Path entry) {
        return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)
                || Files.isSymbolicLink(entry)
                || ARCHIVE.matcher(nameOf(entry)).matches();
    }

    private static boolean isOfATool(String name) {
        return name.startsWith(".") || name.equals("__MACOSX");
    }

    private static Handed plain(Path entry) {
        String name = nameOf(entry);
        Matcher zip = ZIP.matcher(name);
        boolean isFolder = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        String student = zip.matches() && !isFolder ? zip.group(1) : name;
        Part part = new Part(entry, isFolder ? List.of() : List.of(name));
        return new Handed(uniqueName(entry), student, shown(student), "", List.of(part));
    }

    /// Text that was typed into Moodle makes a student known, and is not read.
    private static void addMoodle(Map<String, Handed> students, Path entry, Matcher moodle) {
        String number = moodle.group(2);
        String id = moodle.group(1) + "_" + number;
        Handed student =
                students.computeIfAbsent(
                        id,
                        _ -> new Handed(id, id, shown(moodle.group(1)), number, new ArrayList<>()));
        String file = moodle.group(4);
        if (moodle.group(3).equals("file")) {
            List<String> as = file == null || file.isEmpty() ? List.of() : List.of(file);
            student.parts().add(new Part(entry, as));
        }
    }

    /// GitHub Classroom puts the assignment in front of each name; Moodle, in an anonymous
    /// assignment, calls all by the same word.
    private static List<Handed> named(List<Handed> students) {
        List<Handed> plain = students.stream().filter(one -> one.participant().isEmpty()).toList();
        int prefix = commonPrefix(plain.stream().map(Handed::name).toList());
        Map<String, Long> howMany =
                students.stream()
                        .collect(Collectors.groupingBy(Handed::name, Collectors.counting()));
        return students.stream()
                .map(one -> {
                    if (one.participant().isEmpty()) {
                        return one.withName(one.name().substring(prefix));
                    }
                    return howMany.get(one.name()) == 1
                            ? one
                            : one.withName(one.name() + " " + one.participant());
                })
                .toList();
    }

    /// The length of what all names begin with, up to a dash; 0 where a name would be left empty.
    private static int commonPrefix(List<String> names) {
        if (names.size() < 2) {
            return 0;
        }
        String common = names.getFirst();
        for (String name : names) {
            while (!name.startsWith(common)) {
                common = common.substring(0, common.length() - 1);
            }
        }
        int length = common.lastIndexOf('-') + 1;
        return names.stream().anyMatch(name -> name.length() == length) ? 0 : length;
    }

    private static String shown(String name) {
        return Shown.name(Normalizer.normalize(name, Normalizer.Form.NFC));
    }

    private static String nameOf(Path entry) {
        return entry.getFileName().toString();
    }

    /// The bytes of the name, also where they are no text in this system's encoding and Java shows
    /// two such names alike.
    private static String uniqueName(Path entry) {
        String name = nameOf(entry);
        if (name.indexOf('\ufffd') < 0) {
            return name;
        }
        String uri = entry.toUri().getRawPath().replaceFirst("/$", "");
        return uri.substring(uri.lastIndexOf('/') + 1);
    }
}
