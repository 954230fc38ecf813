package course.cli;

import course.cli.engine.Lesson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What IntelliJ IDEA (`.run`) and VS Code (`.vscode`) need in order to start each program, the
/// lesson's dialogue and the check of its exercises with one click. Made from the programs that are
/// there: nobody keeps sixty files by hand.
final class IdeFiles {

    private static final Pattern EXAMPLE =
            Pattern.compile("Example: \\./course run (lesson\\d\\d) (\\w+)(.*)");

    private static final String APPLICATION =
            """
            <component name="ProjectRunConfigurationManager">
              <configuration default="false" name="%s" type="Application" factoryName="Application" folderName="%s">
                <option name="MAIN_CLASS_NAME" value="%s" />
                <module name="%s" />
                <option name="PROGRAM_PARAMETERS" value="%s" />
                <option name="VM_PARAMETERS" value="%s" />
                <option name="WORKING_DIRECTORY" value="$PROJECT_DIR$" />
                <method v="2">
                  <option name="Make" enabled="true" />
                </method>
              </configuration>
            </component>
            """;

    private static final String CHECK =
            """
            <component name="ProjectRunConfigurationManager">
              <configuration default="false" name="%s" type="JUnit" factoryName="JUnit" folderName="%s">
                <module name="%s" />
                <option name="PACKAGE_NAME" value="%s.exercise" />
                <option name="TEST_OBJECT" value="package" />
                <option name="WORKING_DIRECTORY" value="$MODULE_WORKING_DIR$" />
                <option name="VM_PARAMETERS" value="-ea" />
                <option name="TEST_SEARCH_SCOPE">
                  <value defaultName="singleModule" />
                </option>
                <method v="2">
                  <option name="Make" enabled="true" />
                </method>
              </configuration>
            </component>
            """;

    private static final String UTF_8 =
            "-Dstdin.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8";

    private static final String LAUNCH =
            """
            {
              "type": "java",
              "request": "launch",
              "name": "%s",
              "mainClass": "%s",
              "projectName": "%s",
              "args": "%s",
              "vmArgs": "%s",
              "cwd": "${workspaceFolder}",
              "console": "integratedTerminal"
            }\
            """;

    private static final String TASK =
            """
            {
              "label": "%s",
              "type": "shell",
              "command": "./course",
              "windows": { "command": ".\\\\course.cmd" },
              "args": [%s],
              "group": "test",
              "problemMatcher": []
            }\
            """;

    private final Path root;
    private final List<Lesson> lessons;

    IdeFiles(Path root, List<Lesson> lessons) {
        this.root = root;
        this.lessons = lessons;
    }

    /// Something to start.
    ///
    /// @param name as the IDE shows it
    private record Start(
            String name, String group, String mainClass, String module, String args, String vm) {}

    /// Each file by its path below the root, with what it must contain.
    Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        List<Start> starts = new ArrayList<>();
        List<String> tasks = new ArrayList<>();
        for (Lesson lesson : lessons) {
            List<Start> ofLesson = starts(lesson);
            ofLesson.forEach(start -> contents.put(runFile(start.name), application(start)));
            starts.addAll(ofLesson);
            String check = "Lesson " + lesson.number() + ": check my exercises";
            contents.put(
                    runFile(check),
                    CHECK.formatted(check, group(lesson), module(lesson), lesson.id()));
            tasks.add(TASK.formatted(check, "\"check\", \"" + lesson.id() + "\""));
            tasks.add(
                    TASK.formatted(
                            "Lesson " + lesson.number() + ": check at each save",
                            "\"check\", \"--watch\", \"" + lesson.id() + "\""));
        }
        contents.put(".vscode/launch.json", json("0.2.0", "configurations", launches(starts)));
        contents.put(".vscode/tasks.json", json("2.0.0", "tasks", tasks));
        return contents;
    }

    private List<Start> starts(Lesson lesson) throws IOException {
        List<Start> starts = new ArrayList<>();
        starts.add(
                new Start(
                        "Lesson " + lesson.number() + ": demo",
                        group(lesson),
                        "course.cli.Course",
                        "course-cli",
                        "demo " + lesson.id(),
                        UTF_8));
        Map<String, String> examples = examples(lesson);
        for (String program : lesson.programs()) {
            starts.add(
                    new Start(
                            lesson.number() + " " + program,
                            group(lesson),
                            lesson.id() + "." + program,
                            module(lesson),
                            examples.getOrDefault(program, examples.getOrDefault("NAME", "")),
                            UTF_8));
        }
        return starts;
    }

    /// The arguments of each program, from the example in its `--help`; those of `NAME` are for
    /// programs that share one help.
    private static Map<String, String> examples(Lesson lesson) throws IOException {
        Map<String, String> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(lesson.mainSources().resolve(lesson.id()))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Matcher example = EXAMPLE.matcher(Files.readString(file));
                if (example.find()) {
                    examples.put(example.group(2), example.group(3).strip());
                }
            }
        }
        return examples;
    }

    private static String application(Start start) {
        return APPLICATION.formatted(
                start.name,
                start.group,
                start.mainClass,
                start.module,
                xml(start.args),
                xml(
                        start.module.equals("course-cli")
                                ? start.vm + " -Dcourse.root=$PROJECT_DIR$"
                                : start.vm));
    }

    private static List<String> launches(List<Start> starts) {
        return starts.stream()
                .map(start ->
                        LAUNCH.formatted(
                                start.name,
                                start.mainClass,
                                start.module,
                                json(start.args),
                                start.module.equals("course-cli")
                                        ? start.vm + " -Dcourse.root=${workspaceFolder}"
                                        : start.vm))
                .toList();
    }

    private static String json(String version, String list, List<String> entries) {
        return "{\n  \"version\": \""
                + version
                + "\",\n  \""
                + list
                + "\": [\n"
                + entries.stream()
                        .map(entry -> entry.indent(4).stripTrailing())
                        .collect(Collectors.joining(",\n"))
                + "\n  ]\n}\n";
    }

    private static String runFile(String name) {
        return ".run/" + name.replace(":", "") + ".run.xml";
    }

    private static String group(Lesson lesson) {
        return "Lesson " + lesson.number();
    }

    private static String module(Lesson lesson) {
        return lesson.folder().getFileName().toString();
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// Each file that is missing, is another one, or is not wanted, in a sentence.
    List<String> faults() throws IOException {
        List<String> faults = new ArrayList<>();
        Map<String, String> wanted = contents();
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            if (!isAs(file)) {
                faults.add(
                        file.getKey()
                                + " is not what the lessons' programs are: ./course text --update");
            }
        }
        for (Path stray : strays(wanted)) {
            faults.add("stray file " + root.relativize(stray));
        }
        return faults;
    }

    private boolean isAs(Map.Entry<String, String> file) throws IOException {
        Path path = root.resolve(file.getKey());
        return Files.exists(path)
                && Files.readString(path).replace("\r\n", "\n").equals(file.getValue());
    }

    private List<Path> strays(Map<String, String> wanted) throws IOException {
        Path folder = root.resolve(".run");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !wanted.containsKey(".run/" + file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /// Writes what is missing or different, deletes what is not wanted. Returns how many files it
    /// has touched.
    int write() throws IOException {
        Map<String, String> wanted = contents();
        int touched = 0;
        for (Map.Entry<String, String> file : wanted.entrySet()) {
            if (!isAs(file)) {
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
                touched++;
            }
        }
        for (Path stray : strays(wanted)) {
            Files.delete(stray);
            touched++;
        }
        return touched;
    }
}
