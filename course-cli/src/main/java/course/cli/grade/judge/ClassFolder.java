package course.cli.grade.judge;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The compiled classes in a folder, read as bytes: nothing of them runs.
record ClassFolder(Path folder) {

    /// By internal name: `lesson02/exercise/UtfFrame$1`.
    Map<String, ClassModel> classes() throws IOException {
        Map<String, ClassModel> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".class")).toList()) {
                ClassModel type = ClassFile.of().parse(file);
                classes.put(type.thisClass().asInternalName(), type);
            }
        }
        return classes;
    }
}
