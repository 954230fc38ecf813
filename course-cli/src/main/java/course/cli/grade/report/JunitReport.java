package course.cli.grade.report;

import course.cli.grade.ExerciseGrade;
import course.cli.grade.LessonGrade;
import course.cli.grade.StudentGrade;
import course.cli.grade.TestGrade;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// `junit/TEST-ID.xml`: a student's tests in the schema of Maven's Surefire, for every program that
/// draws test reports. No properties of the system, and every time is 0.
final class JunitReport implements Report {

    /// What a test case holds besides its name.
    private enum Kind {
        PASSED,
        SKIPPED,
        FAILURE,
        ERROR;

        String element() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// @param type what stands where Surefire has the class of the exception
    private record Case(String className, String name, Kind kind, String type, String text) {}

    @Override
    public void write(List<StudentGrade> students, ClassNotes notes, Path out) throws IOException {
        StudentFiles files = StudentFiles.in(out, "junit", ".xml");
        for (StudentGrade student : students) {
            try (OutputStream file =
                    Files.newOutputStream(files.of("TEST-", student.id(), ".xml"))) {
                write(student, file);
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
    }

    private static void write(StudentGrade student, OutputStream file) throws XMLStreamException {
        List<Case> cases = cases(student);
        XMLStreamWriter xml =
                XMLOutputFactory.newFactory()
                        .createXMLStreamWriter(file, StandardCharsets.UTF_8.name());
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", VisibleText.line(student.id()));
        xml.writeAttribute("time", "0");
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("errors", number(cases, Kind.ERROR));
        xml.writeAttribute("skipped", number(cases, Kind.SKIPPED));
        xml.writeAttribute("failures", number(cases, Kind.FAILURE));
        for (Case test : cases) {
            write(test, xml);
        }
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.close();
    }

    private static String number(List<Case> cases, Kind kind) {
        return String.valueOf(cases.stream().filter(test -> test.kind() == kind).count());
    }

    private static void write(Case test, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", VisibleText.line(test.name()));
        xml.writeAttribute("classname", VisibleText.line(test.className()));
        xml.writeAttribute("time", "0");
        if (test.kind() != Kind.PASSED) {
            String text = VisibleText.of(test.text());
            xml.writeStartElement(test.kind().element());
            xml.writeAttribute("message", text.lines().findFirst().orElse("").replace('\t', ' '));
            if (test.kind() != Kind.SKIPPED) {
                xml.writeAttribute("type", test.type());
            }
            xml.writeCharacters(text);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static List<Case> cases(StudentGrade student) {
        List<Case> cases = new ArrayList<>();
        for (LessonGrade lesson : student.lessons()) {
            for (ExerciseGrade exercise : lesson.exercises()) {
                if (exercise.tests().isEmpty()) {
                    cases.add(untested(lesson, exercise));
                }
                exercise.tests().forEach(test -> cases.add(of(lesson, test)));
            }
        }
        return cases;
    }

    private static Case untested(LessonGrade lesson, ExerciseGrade exercise) {
        Kind kind =
                switch (exercise.state()) {
                    case DONE -> Kind.PASSED;
                    case NOT_STARTED -> Kind.SKIPPED;
                    case PARTLY, FAILED, MISSING, DOES_NOT_COMPILE, REFUSED -> Kind.ERROR;
                };
        return new Case(
                lesson.lesson(),
                Words.label(exercise),
                kind,
                Words.state(exercise.state()),
                exercise.problem());
    }

    private static Case of(LessonGrade lesson, TestGrade test) {
        Kind kind =
                switch (test.verdict()) {
                    case PASSED -> Kind.PASSED;
                    case NOT_STARTED -> Kind.SKIPPED;
                    case FAILED -> Kind.FAILURE;
                    case TIME_LIMIT, ENDED_THE_JVM, NOT_RUN -> Kind.ERROR;
                };
        int dot = test.test().indexOf('.');
        String words = Words.verdict(test.verdict());
        return new Case(
                lesson.lesson() + "." + test.test().substring(0, Math.max(0, dot)),
                test.test().substring(dot + 1),
                kind,
                words,
                test.message().isBlank() ? words : test.message());
    }
}
