package course.cli.grade.report;

import com.fasterxml.jackson.core.JsonGenerator;
import course.cli.grade.ExerciseGrade;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;

/// `grades.json`: everything that is known, for other programs.
final class JsonReport implements Report {

    /// Goes up when a field changes its meaning.
    private static final int VERSION = 1;

    private record Student(
            String id,
            String name,
            String participant,
            BigDecimal score,
            int points,
            List<String> notices,
            List<Lesson> lessons) {

        static Student of(StudentGrade student) {
            return new Student(
                    student.id(),
                    student.name(),
                    student.participant(),
                    student.score(),
                    student.points(),
                    student.notices(),
                    student.lessons().stream().map(Lesson::of).toList());
        }
    }

    private record Lesson(
            String lesson,
            String title,
            BigDecimal score,
            int points,
            List<ExerciseGrade> exercises) {

        static Lesson of(LessonGrade lesson) {
            return new Lesson(
                    lesson.lesson(),
                    lesson.title(),
                    lesson.score(),
                    lesson.points(),
                    lesson.exercises());
        }
    }

    @Override
    public void write(List<StudentGrade> students, ClassNotes notes, Path out) throws IOException {
        try (JsonGenerator json = Json.generator(out.resolve("grades.json"))) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writePOJOField("sandbox", notes.sandbox());
            json.writeBooleanField("isolated", notes.isolated());
            json.writePOJOField("remarks", notes.remarks());
            json.writePOJOField("similar", notes.similar());
            json.writeArrayFieldStart("students");
            for (StudentGrade student : students) {
                json.writePOJO(Student.of(student));
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }
}
