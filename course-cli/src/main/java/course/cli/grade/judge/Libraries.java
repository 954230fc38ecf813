package course.cli.grade.judge;

import course.cli.engine.Engine;
import course.testkit.Trace;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Jars that this program was started with.
///
/// @param classPath in an order that stays
/// @param testkit the one of them that a second process needs
/// @param readable what a sandbox has to show for them
record Libraries(List<Path> classPath, Path testkit, List<Path> readable) {

    /// What tests need, in one folder: a sandbox that shows one folder starts in half the time of
    /// one that shows thirty files. Folders of classes, as in the tests of this program, stay where
    /// they are.
    static Libraries ofTests(Engine engine) throws IOException {
        List<Path> places = placesOfTests();
        Path testkit = of(Trace.class);
        if (places.stream().anyMatch(Files::isDirectory)) {
            return new Libraries(places, testkit, places);
        }
        Path folder = engine.work().resolve("judge-libraries-" + Hash.of(places));
        List<Path> copies = new ArrayList<>();
        for (Path jar : places) {
            copies.add(copy(jar, folder, copies.size()));
        }
        return new Libraries(
                List.copyOf(copies), copies.get(places.indexOf(testkit)), List.of(folder));
    }

    /// The build writes it down beside the testkit; where it has not, these are all jars of this
    /// program.
    private static List<Path> placesOfTests() throws IOException {
        Path testkit = of(Trace.class);
        Path written = testkit.resolveSibling("classpath.txt");
        if (!Files.exists(written)) {
            return split(System.getProperty("java.class.path"));
        }
        List<Path> libraries = new ArrayList<>(List.of(of(JudgeWorker.class), testkit));
        libraries.addAll(split(Files.readString(written)));
        return libraries;
    }

    /// Another process may do the same at the same time.
    private static Path copy(Path jar, Path folder, int number) throws IOException {
        Path copy =
                folder.resolve(String.format(Locale.ROOT, "%02d-%s", number, jar.getFileName()));
        if (!Files.exists(copy) && Files.exists(jar)) {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempFile(folder, "unfinished", ".jar");
            Files.copy(
                    jar,
                    unfinished,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            // The sandbox may run as another user.
            boolean _ = unfinished.toFile().setReadable(true, false);
            Files.move(unfinished, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }

    /// The jar, or the folder, that holds the class.
    static Path of(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class that has no place", e);
        }
    }

    private static List<Path> split(String classPath) {
        return Arrays.stream(classPath.strip().split(File.pathSeparator)).map(Path::of).toList();
    }
}
