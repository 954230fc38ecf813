package course.cli.grade;

import course.cli.engine.JavaFiles;
import course.cli.engine.Lesson;
import course.cli.engine.WrongAnswer;
import course.cli.grade.Expectation.Outcome;
import course.cli.grade.WrongAnswerScores.Exercise;
import course.cli.grade.WrongAnswerScores.Score;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Makes a class of any size for one lesson, and knows the grade that each student must get. The
/// same seed makes the same class.
///
/// The students are as they are: most have solved something, some have handed in the stubs, some
/// have copied from another and changed the names, a few attack.
final class ClassMaker {

    private static final List<String> NAMES =
            List.of("Ming Li", "Anna", "Jürgen", "李明", "O'Neill", "Zoë", "Søren", "Ágnes", "佐藤");

    private final Lesson lesson;
    private final Random random;
    private final WrongAnswerScores scores;
    private final List<Path> wrongAnswers = new ArrayList<>();
    private final List<Attack> attacks;
    private final List<Student> made = new ArrayList<>();

    /// What became of the kinds of students, for tests.
    enum Kind {
        SOLVED,
        MIXED,
        STUBS,
        EMPTY,
        COPY,
        ATTACK
    }

    /// @param sources by class name; empty for an attack, which brings its own files
    record Student(Kind kind, Map<String, String> sources, Expectation expected) {}

    /// @param lesson one of which the scores of the wrong answers are kept
    ClassMaker(Lesson lesson, long seed) throws IOException {
        this.lesson = lesson;
        random = new Random(seed);
        scores = WrongAnswerScores.of(lesson);
        for (Path answer : lesson.wrongAnswers()) {
            Score score = scores.answers().get(answer.getFileName().toString());
            if (score != null && score.score().isPresent()) {
                wrongAnswers.add(answer);
            }
        }
        attacks =
                Attack.all().stream()
                        .filter(attack -> attack.lesson().equals(lesson.id()))
                        .toList();
    }

    /// Makes so many students in a folder that is there and empty.
    List<Student> make(int students, Path folder) throws IOException {
        for (int i = 1; i <= students; i++) {
            String entry = String.format("%03d-%s", i, NAMES.get(random.nextInt(NAMES.size())));
            String id = entry.replaceAll("[ ']", "-");
            Kind kind = kind(random.nextInt(100));
            if (kind == Kind.ATTACK) {
                Attack attack = attacks.get(random.nextInt(attacks.size()));
                attack.copyTo(folder.resolve(entry));
                made.add(new Student(kind, Map.of(), attack.expected().withId(id)));
            } else {
                Student student = student(kind, id);
                new HandIn(lesson, random).write(folder, entry, student.sources());
                made.add(student);
            }
        }
        return List.copyOf(made);
    }

    private Kind kind(int percent) {
        List<Student> toCopyFrom = withSources();
        if (percent >= 97) {
            return attacks.isEmpty() ? Kind.SOLVED : Kind.ATTACK;
        }
        if (percent >= 87) {
            return toCopyFrom.isEmpty() ? Kind.SOLVED : Kind.COPY;
        }
        if (percent >= 82) {
            return Kind.EMPTY;
        }
        if (percent >= 75) {
            return Kind.STUBS;
        }
        return percent >= 25 ? Kind.MIXED : Kind.SOLVED;
    }

    private List<Student> withSources() {
        return made.stream()
                .filter(one -> one.kind() == Kind.SOLVED || one.kind() == Kind.MIXED)
                .toList();
    }

    private Student student(Kind kind, String id) throws IOException {
        if (kind == Kind.COPY) {
            List<Student> others = withSources();
            return copyOf(others.get(random.nextInt(others.size())), id);
        }
        Map<String, String> sources = new TreeMap<>();
        Map<String, List<Outcome>> outcomes = new TreeMap<>();
        List<String> failing = new ArrayList<>();
        for (Map.Entry<String, Exercise> exercise : scores.exercises().entrySet()) {
            String name = exercise.getKey();
            String number = exercise.getValue().number();
            int percent = random.nextInt(100);
            List<Path> wrong = wrongAnswersTo(name);
            if (kind == Kind.EMPTY || (kind == Kind.MIXED && percent >= 90)) {
                outcomes.put(number, Expectation.outcomes("MISSING 0"));
            } else if (kind == Kind.STUBS || (kind == Kind.MIXED && percent >= 75)) {
                sources.put(name, read(lesson.exerciseSources(), name));
                outcomes.put(number, Expectation.outcomes("NOT_STARTED 0"));
            } else if (kind == Kind.MIXED && percent >= 40 && !wrong.isEmpty()) {
                Path answer = wrong.get(random.nextInt(wrong.size()));
                sources.put(name, read(answer, name));
                outcomes.put(number, List.of(outcome(answer)));
                failing.add(WrongAnswer.in(answer).test());
            } else {
                sources.put(name, read(lesson.solutionSources(), name));
                outcomes.put(number, Expectation.outcomes("DONE " + exercise.getValue().points()));
            }
        }
        addHelpers(sources, kind);
        return new Student(
                kind, sources, new Expectation(id, outcomes, List.of(), List.of("FOUND"), failing));
    }

    /// Classes that belong to no exercise and are given to all.
    private void addHelpers(Map<String, String> sources, Kind kind) throws IOException {
        if (kind == Kind.EMPTY) {
            return;
        }
        for (Path file : JavaFiles.in(lesson.exerciseSources()).files().values()) {
            String name = file.getFileName().toString().replace(".java", "");
            if (!scores.exercises().containsKey(name)) {
                sources.put(name, Files.readString(file));
            }
        }
    }

    private Student copyOf(Student other, String id) {
        Map<String, String> sources = new HashMap<>();
        other.sources().forEach((name, text) -> sources.put(name, Disguise.of(text, random)));
        return new Student(Kind.COPY, new TreeMap<>(sources), other.expected().withId(id));
    }

    private List<Path> wrongAnswersTo(String className) {
        return wrongAnswers.stream()
                .filter(answer -> Files.exists(answer.resolve(file(className))))
                .toList();
    }

    private Outcome outcome(Path answer) {
        BigDecimal score = scores.answers().get(answer.getFileName().toString()).score().get();
        return Outcome.parse((score.signum() == 0 ? "FAILED " : "PARTLY ") + score);
    }

    private String read(Path folder, String className) throws IOException {
        return Files.readString(folder.resolve(file(className)));
    }

    private String file(String className) {
        return lesson.id() + "/exercise/" + className + ".java";
    }
}
