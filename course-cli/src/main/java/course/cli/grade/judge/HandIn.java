package course.cli.grade.judge;

import course.cli.CourseExercise;
import course.cli.engine.JavaFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The files of one submission for one lesson, before anything is compiled.
///
/// @param folder holds them; empty when nothing was handed in
/// @param files what is compiled: the student's, and stubs where they are missing
record HandIn(LessonKit kit, Optional<Path> folder, Map<String, Path> files) {

    static HandIn of(LessonKit kit, Optional<Path> folder) throws IOException {
        Map<String, Path> files = new HashMap<>();
        for (String stub : kit.stubs()) {
            files.put(stub, kit.stub(stub));
        }
        if (folder.isPresent()) {
            files.putAll(JavaFiles.in(folder.get()).files());
        }
        return new HandIn(kit, folder, files);
    }

    boolean isMissing(CourseExercise exercise) {
        return isOurs(kit.file(exercise));
    }

    private boolean isOurs(String file) {
        return files.get(file).equals(kit.stub(file));
    }

    /// Whether it is the stub, as it was handed out; how lines end does not count.
    boolean isUntouched(CourseExercise exercise) throws IOException {
        String file = kit.file(exercise);
        return text(files.get(file)).equals(text(kit.stub(file)));
    }

    private static String text(Path file) throws IOException {
        // Any bytes are text in this encoding.
        return Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r\n", "\n").strip();
    }

    /// What is compiled when all is well.
    List<Path> all() {
        return files.keySet().stream().sorted().map(files::get).toList();
    }

    /// What is compiled to judge one exercise without the others: its file, and those that belong
    /// to no exercise.
    List<Path> alone(CourseExercise exercise) {
        List<String> ofExercises = kit.exercises().stream().map(kit::file).toList();
        return files.keySet().stream()
                .filter(file -> file.equals(kit.file(exercise)) || !ofExercises.contains(file))
                .sorted()
                .map(files::get)
                .toList();
    }

    /// Where the compiler finds the others.
    List<Path> sourcePath() {
        Path stubs = kit.lesson().handedOut();
        return folder.map(own -> List.of(own, stubs)).orElse(List.of(stubs));
    }

    /// What the compiler says, with paths as the student knows them.
    String seenByStudent(String error) {
        String seen = error;
        for (Path root : sourcePath()) {
            seen = seen.replace(root + "/", "");
        }
        return seen;
    }
}
