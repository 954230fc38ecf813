package course.cli.grade;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What has become of the attacks, for people: a line each, with its fields between tabs. The
/// number in the list of attacks, the name, what it tries, the state and score of the exercise that
/// it attacks, and the first line of what the student reads about it.
final class AttackTable {

    private static final Pattern HEADING =
            Pattern.compile("\\. FAILED |^It does not compile:$|^expected nothing thrown$");

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
                .sorted(
                        Comparator.comparingInt(AttackTable::number)
                                .thenComparing(Comparator.naturalOrder()))
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
                Integer.toString(attack.map(Attack::number).orElse(made(grade))),
                student.id(),
                attack.map(Attack::why).orElse(""),
                grade.state() + " " + grade.score().toPlainString(),
                words(student, grade));
    }

    /// Those that [HostileClass] makes: they end at the intake, or are meant for the compiler.
    private static int made(ExerciseGrade grade) {
        return grade.state() == ExerciseGrade.State.MISSING ? 11 : 6;
    }

    private static String words(StudentGrade student, ExerciseGrade grade) {
        return Stream.of(
                        student.notices().stream().filter(AttackTable::isRefusal),
                        Stream.of(grade.problem()),
                        grade.tests().stream().map(TestGrade::message))
                .flatMap(texts -> texts)
                .filter(text -> !text.isBlank())
                .map(AttackTable::firstLine)
                .findFirst()
                .orElse("");
    }

    private static boolean isRefusal(String notice) {
        return notice.contains(": refused. ") || notice.contains(": ignored. ");
    }

    /// Without the line that only says what follows, or what was tried.
    private static String firstLine(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        int at = 0;
        while (at < lines.size() && !HEADING.matcher(lines.get(at)).find()) {
            at++;
        }
        while (at < lines.size() - 1 && HEADING.matcher(lines.get(at)).find()) {
            at++;
        }
        return lines.get(at % lines.size()).replaceFirst("^.*: refused\\. ", "");
    }
}
