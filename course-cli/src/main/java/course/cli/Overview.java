package course.cli;

import course.cli.StudentProgress.Standing;
import course.cli.engine.Lesson;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/// The path through the course, as `./course` alone shows it: what is done, what is next.
final class Overview {

    private static final int BAR = 20;

    private final Course course;
    private final PrintWriter out;
    private final Ansi colours;

    Overview(Course course, PrintWriter out) {
        this.course = course;
        this.out = out;
        colours = course.colours();
    }

    void print() throws IOException {
        List<Lesson> lessons = course.lessons();
        StudentProgress progress = new StudentProgress(course.root(), lessons);
        out.println(colours.string("@|bold Java network programming|@"));
        out.println();
        for (Lesson lesson : lessons) {
            print(lesson, progress.of(lesson));
        }
        out.println();
        progress.next()
                .ifPresentOrElse(
                        this::printNext, () -> out.println("All exercises are done. Well done!"));
        out.println("All commands: ./course --help");
        out.flush();
    }

    private void print(Lesson lesson, List<Standing> standings) throws IOException {
        long done = standings.stream().filter(Standing::isDone).count();
        int points = standings.stream().mapToInt(standing -> standing.exercise().points()).sum();
        int reached =
                standings.stream()
                        .filter(Standing::isDone)
                        .mapToInt(standing -> standing.exercise().points())
                        .sum();
        out.println(
                String.format(
                        "  %-2s %-26s %s  %d of %d done, %d of %d points",
                        lesson.number(),
                        lesson.title(),
                        bar(done, standings.size()),
                        done,
                        standings.size(),
                        reached,
                        points));
    }

    private String bar(long done, int all) {
        int filled = all == 0 ? 0 : (int) (BAR * done / all);
        String bar = "#".repeat(filled);
        String rest = ".".repeat(BAR - filled);
        return filled == 0 ? rest : colours.string("@|green " + bar + "|@") + rest;
    }

    private void printNext(Standing next) {
        CourseExercise exercise = next.exercise();
        out.println(colours.string("@|bold Next: " + exercise.label() + "|@") + state(next));
        out.println("  read    " + course.seen(exercise.lesson().folder().resolve("README.md")));
        out.println("  write   " + course.seen(exercise.source()));
        out.println("  check   ./course check " + exercise.number());
        out.println("  stuck?  ./course hint " + exercise.number());
    }

    private static String state(Standing next) {
        try {
            return " (" + next.inWords() + ")";
        } catch (IOException _) {
            return " (its file cannot be read)";
        }
    }
}
