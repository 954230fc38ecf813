package course.cli.grade.judge;

import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at what a student's sources were compiled to, before any of it runs: names, signatures,
/// and what it uses.
final class ClassCheck {

    /// Nobody reads more.
    private static final int MOST = 8;

    private final String packageName;
    private final Set<String> taken;
    private final Contract contract;

    /// Reads what the course has.
    ///
    /// @param packageName `lesson02.exercise`
    /// @param tests the course's compiled tests
    ClassCheck(String packageName, Path solution, Path stubs, Path tests) throws IOException {
        this.packageName = packageName;
        ClassFolder ofTests = new ClassFolder(tests);
        taken = Set.copyOf(ofTests.classes().keySet());
        contract = new Contract(new ClassFolder(solution), new ClassFolder(stubs), ofTests);
    }

    /// What is wrong with these classes, in sentences.
    ///
    /// @param exercises the simple names of the classes that are to be judged
    List<String> breaches(Path classes, List<String> exercises) throws IOException {
        Map<String, ClassModel> student;
        try {
            student = new ClassFolder(classes).classes();
        } catch (IllegalArgumentException e) {
            return List.of("A class cannot be read: " + e.getMessage());
        }
        List<String> breaches = new ArrayList<>();
        student.forEach((name, type) -> breaches.addAll(breaches(name, type)));
        for (String exercise : exercises) {
            String name = packageName.replace('.', '/') + "/" + exercise;
            if (student.containsKey(name)) {
                breaches.addAll(contract.breaches(student, name));
            } else {
                breaches.add(
                        exercise
                                + ".java declares no class "
                                + exercise
                                + " in: package "
                                + packageName
                                + ";");
            }
        }
        return breaches.size() <= MOST ? breaches : breaches.subList(0, MOST);
    }

    private List<String> breaches(String name, ClassModel type) {
        String shown = name.substring(name.lastIndexOf('/') + 1).replace('$', '.');
        if (!name.startsWith(packageName.replace('.', '/') + "/")
                || name.indexOf('/', packageName.length() + 1) >= 0) {
            return List.of("The class " + shown + " must stand in: package " + packageName + ";");
        }
        if (taken.contains(name)) {
            return List.of(
                    "The name "
                            + shown
                            + " belongs to the course's tests. Give the class another"
                            + " one.");
        }
        return Policy.breaches(type).stream()
                .map(used -> shown + " uses " + used + ", which no exercise needs. It was not run.")
                .toList();
    }
}
