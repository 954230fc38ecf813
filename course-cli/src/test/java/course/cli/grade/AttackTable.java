package course.cli.grade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What has become of the attacks, for people: a line each, with its fields between tabs. The
/// number in the list of attacks, the name, what it tries, the state and score of the exercise that
/// it attacks, and the first line of what the student reads about it.
final class AttackTable {

    /// Those that [HostileClass] makes.
    private static final String MADE = "11";

    private final Map<String, Attack> attacks;
    private final Grades grades;

    AttackTable(List<Attack> attacks, Grades grades) {
        this.attacks = attacks.stream().collect(Collectors.toMap(Attack::name, one -> one));
        this.grades = grades;
    }

    /// The lines, by number and name.
    List<String> lines() {
        return grades.students().values().stream()
                .map(this::line)
                .sorted((one, other) ->
                        Integer.compare(number(one), number(other)) != 0
                                ? Integer.compare(number(one), number(other))
                                : one.compareTo(other))
                .toList();
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(0, line.indexOf('\t')));
    }

    private String line(StudentGrade student) {
        Optional<Attack> attack = Optional.ofNullable(attacks.get(student.id()));
        String exercise =
                attack.filter(one -> one.lesson().equals("lesson06")).isPresent() ? "6.2" : "2.2";
        ExerciseGrade grade =
                student.lessons().stream()
                        .flatMap(lesson -> lesson.exercises().stream())
                        .filter(one -> one.number().equals(exercise))
                        .findFirst()
                        .orElseThrow();
        return String.join(
                "\t",
                attack.map(one -> Integer.toString(one.number())).orElse(MADE),
                student.id(),
                attack.map(Attack::why).orElse(""),
                grade.state() + " " + grade.score().toPlainString(),
                words(student, grade));
    }

    /// Of steps that have been traced, what was wrong with the one that failed.
    private static String words(StudentGrade student, ExerciseGrade grade) {
        List<String> said =
                Stream.of(
                                student.notices().stream()
                                        .filter(notice -> notice.contains("UtfFrame")),
                                Stream.of(grade.problem()),
                                student.notices().stream(),
                                grade.tests().stream().map(TestGrade::message))
                        .flatMap(texts -> texts)
                        .filter(text -> !text.isBlank())
                        .flatMap(text -> firstOf(text))
                        .toList();
        return said.isEmpty() ? "" : said.getFirst();
    }

    private static Stream<String> firstOf(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        int failed = 0;
        while (failed < lines.size() && !lines.get(failed).contains(". FAILED ")) {
            failed++;
        }
        return Stream.of(lines.get(failed + 1 < lines.size() ? failed + 1 : 0));
    }
}
