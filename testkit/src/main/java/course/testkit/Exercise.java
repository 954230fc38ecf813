package course.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks a test class as the tests of one exercise. Lists, the summary at the end of a run and
/// grades read this annotation and nothing else.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Exercise {

    /// Lesson and place in the lesson, for example `2.1`.
    String number();

    /// What the student does, for example `Send one message`.
    String title();

    /// What the whole exercise is worth.
    int points();

    /// The class that the student writes.
    Class<?> of();
}
