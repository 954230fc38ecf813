package course.cli.engine;

import java.nio.file.Path;
import java.util.List;

/// A lesson without exercises: folders with its compiled classes, and with what they read.
///
/// @param programs the worked programs
/// @param tests the first one holds the classes
/// @param solution our answers
/// @param stubs what was handed out
public record CompiledLesson(List<Path> programs, List<Path> tests, Path solution, Path stubs) {}
