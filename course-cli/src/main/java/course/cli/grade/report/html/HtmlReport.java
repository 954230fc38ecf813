package course.cli.grade.report.html;

import com.samskivert.mustache.Template;
import course.cli.grade.StudentGrade;
import course.cli.grade.report.ClassNotes;
import course.cli.grade.report.Report;
import course.cli.grade.report.StudentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `index.html` for the teacher and `students/ID.html` for each student. Each file stands alone: a
/// student's page can be sent to that student.
public final class HtmlReport implements Report {

    @Override
    public void write(List<StudentGrade> students, ClassNotes notes, Path out) throws IOException {
        Templates templates = new Templates();
        Template page = templates.page("student");
        StudentFiles files = StudentFiles.in(out, "students", ".html");
        ClassView view = new ClassView();
        for (StudentGrade student : students) {
            templates.write(
                    page,
                    StudentPage.of(student, notes),
                    false,
                    files.of("", student.id(), ".html"));
            view.add(student);
        }
        templates.write(templates.page("index"), view.page(notes), true, out.resolve("index.html"));
    }
}
