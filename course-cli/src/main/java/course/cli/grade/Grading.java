package course.cli.grade;

import course.cli.engine.Engine;
import course.cli.engine.Lesson;
import course.cli.grade.intake.Intake;
import course.cli.grade.judge.Judge;
import course.cli.grade.report.ClassNotes;
import course.cli.grade.report.Format;
import course.cli.grade.report.Reports;
import course.cli.grade.report.moodle.MoodleWorksheet;
import course.cli.grade.report.similarity.Similarity;
import course.cli.grade.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Takes in a class, grades it and writes the reports. The reports are made from what is kept in
/// the folder, and from nothing else: so it makes no difference whether it was one run, several
/// shards, or a run that was ended in the middle and went on later.
public final class Grading {

    private final List<Lesson> course;
    private final Path out;
    private final Store store;

    /// @param course all lessons
    /// @param out the folder for everything
    public Grading(List<Lesson> course, Path out) {
        this.course = course;
        this.out = out;
        store = new Store(out);
    }

    /// What is to be graded.
    ///
    /// @param lessons empty: those of which somebody has handed in something
    /// @param jobs how many submissions at a time
    public record Order(Path submissions, List<Lesson> lessons, Shard shard, int jobs) {}

    /// Grades. Blocks, for a long time.
    ///
    /// @return whether all of the shard has been graded; not so after an interrupt
    /// @throws IOException with one line, when `submissions` is not the folder of a class, or the
    ///   machine fails
    public boolean grade(Order order, Engine engine, Sandbox sandbox, Grader.Listener listener)
            throws IOException, InterruptedException {
        List<Lesson> asked = order.lessons().isEmpty() ? course : order.lessons();
        List<Submission> all = Intake.read(order.submissions(), asked, store.sources());
        List<Lesson> lessons = order.lessons().isEmpty() ? handedIn(all) : asked;
        Set<String> remarks = new LinkedHashSet<>();
        ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();
        try (Judge judge = new Judge(engine, sandbox, order.jobs(), said::add)) {
            for (Lesson lesson : lessons) {
                judge.prepare(lesson);
            }
            remarks.addAll(said);
            store.put(
                    new Store.Run(
                            sandbox.inWords(),
                            sandbox.isolates(),
                            lessons.stream().map(Lesson::id).toList(),
                            all.size(),
                            List.copyOf(remarks)));
            List<Submission> mine = order.shard().of(all);
            store.retain(mine.stream().map(Submission::id).collect(Collectors.toSet()));
            GradeKeys keys = new GradeKeys(sandbox.inWords());
            int threads = order.jobs() + Judge.MOST_WAITING;
            Grader grader = new Grader(store, judge::judge, keys, threads);
            return grader.grade(mine, lessons, listener);
        }
    }

    private List<Lesson> handedIn(List<Submission> submissions) throws IOException {
        List<Lesson> lessons =
                course.stream()
                        .filter(lesson ->
                                submissions.stream()
                                        .anyMatch(one -> one.sources().containsKey(lesson.id())))
                        .toList();
        if (lessons.isEmpty()) {
            throw new IOException("Nobody has handed in an exercise. Nothing was graded.");
        }
        return lessons;
    }

    /// Joins the folders of shards.
    ///
    /// @throws IOException with one line, when one of them is no folder of grades, or they were not
    ///   graded in the same way
    public void merge(List<Path> parts) throws IOException {
        List<Store.Run> runs = new ArrayList<>();
        for (Path part : parts) {
            runs.add(new Store(part).run());
        }
        Store.Run first = runs.getFirst();
        for (Store.Run run : runs) {
            if (!run.equals(first)) {
                throw new IOException(
                        parts.get(runs.indexOf(run))
                                + " was graded in another way than "
                                + parts.getFirst()
                                + ": other lessons, another class or another sandbox.");
            }
        }
        for (Path part : parts) {
            store.add(new Store(part));
        }
        store.put(first);
    }

    /// Writes the reports of what is there. Blocks.
    ///
    /// @param worksheet Moodle's grading worksheet, to be filled in
    /// @return sentences for the teacher
    public List<String> report(Set<Format> formats, Optional<Path> worksheet, Path work)
            throws IOException, InterruptedException {
        Store.Run run = store.run();
        List<Lesson> lessons =
                course.stream().filter(lesson -> run.lessons().contains(lesson.id())).toList();
        List<StudentGrade> grades = store.grades(run.lessons());
        Similarity.Found alike =
                Similarity.compare(store.submissions(run.lessons()), lessons, work, out);
        List<String> remarks = new ArrayList<>(run.remarks());
        remarks.addAll(alike.remarks());
        if (grades.size() < run.students()) {
            remarks.add(
                    "Only %d of %d submissions are graded so far."
                            .formatted(grades.size(), run.students()));
        }
        ClassNotes notes =
                new ClassNotes(run.sandbox(), run.isolated(), alike.pairs(), List.copyOf(remarks));
        Reports.write(formats, grades, notes, out);
        if (worksheet.isPresent()) {
            Path filled = out.resolve(worksheet.get().getFileName().toString());
            remarks.addAll(MoodleWorksheet.fill(worksheet.get(), grades, filled));
        }
        return remarks;
    }
}
