package course.cli;

import course.cli.ExerciseCheck.Outcome;
import java.io.IOException;
import java.io.PrintWriter;

/// What a student may do next, after an exercise has been checked.
final class Advice {

    private final Course course;
    private final PrintWriter out;

    Advice(Course course, PrintWriter out) {
        this.course = course;
        this.out = out;
    }

    void after(Outcome outcome) throws IOException {
        CourseExercise exercise = outcome.exercise();
        out.println();
        switch (outcome.progress().state()) {
            case FAILING -> out.println("Stuck? ./course hint " + exercise.number());
            case OPEN, BEGUN -> out.println("Write here: " + course.seen(exercise.source()));
            case DONE -> {
                out.println("Another answer: ./course solution " + exercise.number());
                new StudentProgress(course.root(), course.lessons())
                        .next()
                        .ifPresent(next ->
                                out.println("Next: " + next.exercise().label() + " (./course)"));
            }
            case NOT_JUDGED -> out.println("What is missing here: ./course doctor");
        }
        out.flush();
    }
}
