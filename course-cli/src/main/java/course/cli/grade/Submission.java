package course.cli.grade;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What one student has handed in, after everything unsafe has been left out.
///
/// @param id unique in a class and fit for a file name; the same for the same folder, always
/// @param name as a person would write it
/// @param participant the number that Moodle gave the student; empty where there is none
/// @param sources for each lesson of which something was handed in (`lesson02`), the folder that
///   holds the accepted files: `lesson02/exercise/UtfFrame.java` below it
/// @param notices what was ignored or refused, and why: a sentence each, sorted
public record Submission(
        String id,
        String name,
        String participant,
        Map<String, Path> sources,
        List<String> notices) {}
