package course.cli.grade.report.html;

import course.cli.grade.ExerciseGrade.State;
import course.cli.grade.report.Words;

/// How the state of an exercise is drawn: a shape and a word, so that nobody needs to see the
/// colour.
///
/// @param style the class in the style sheet
record Sign(String shape, String word, String style) {

    static Sign of(State state) {
        String word = Words.state(state);
        return switch (state) {
            case DONE -> new Sign("●", word, "done");
            case PARTLY -> new Sign("◐", word, "partly");
            case FAILED -> new Sign("✕", word, "failed");
            case NOT_STARTED -> new Sign("○", word, "open");
            case MISSING -> new Sign("–", word, "open");
            case DOES_NOT_COMPILE -> new Sign("▲", word, "failed");
            case REFUSED -> new Sign("■", word, "failed");
        };
    }
}
