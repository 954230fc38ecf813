package course.cli.grade.judge;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Runs a lesson's tests once, so that the JDK can write down what it has learnt (JEP 514).
///
/// Our solution must not be learnt: where it would stand, there will be a student's classes. So it
/// does not stand on the class path, but is put into the tests' package by hand. The JDK leaves out
/// what has no place of its own.
///
/// Arguments: the folder with the solution's classes, JUnit's selectors.
final class TrainingWorker {

    private TrainingWorker() {}

    public static void main(String[] args)
            throws ReflectiveOperationException, IOException, InterruptedException {
        List<String> selectors = Arrays.asList(args).subList(1, args.length);
        Class<?> test = Class.forName(selectors.getFirst().replaceFirst("class:", ""));
        define(classes(Path.of(args[0])), test);
        JudgeWorker.main(Stream.concat(Stream.of(""), selectors.stream()).toArray(String[]::new));
    }

    private static List<byte[]> classes(Path folder) throws IOException {
        List<byte[]> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
                classes.add(Files.readAllBytes(file));
            }
        }
        return classes;
    }

    /// A class needs those that it extends first.
    private static void define(List<byte[]> classes, Class<?> neighbour)
            throws IllegalAccessException {
        MethodHandles.Lookup lookup =
                MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup());
        List<byte[]> left = new ArrayList<>(classes);
        for (int round = 0; round < classes.size() && !left.isEmpty(); round++) {
            List<byte[]> early = new ArrayList<>();
            for (byte[] type : left) {
                try {
                    lookup.defineClass(type);
                } catch (NoClassDefFoundError _) {
                    early.add(type);
                }
            }
            left = early;
        }
    }
}
