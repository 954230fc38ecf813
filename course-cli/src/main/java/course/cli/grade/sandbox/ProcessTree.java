package course.cli.grade.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A process and all that descend from it, counted in `/proc`: for machines where nobody may make
/// control groups. What has ended counts with the process that waited for it.
record ProcessTree(ProcessHandle root) implements Usage {

    private static final Pattern ANONYMOUS =
            Pattern.compile("(?m)^Rss(?:Anon|Shmem):\\s+(\\d+) kB$");

    /// The fields of `/proc/PID/stat` behind the name: the time in the process, in the kernel for
    /// it, and both for its children that have ended. In hundredths of a second on every Linux.
    private static final int FIRST_TIME = 11;

    private static final int LAST_TIME = 14;

    /// All that live now.
    List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    @Override
    public Duration cpu() throws IOException {
        long hundredths = 0;
        for (ProcessHandle process : processes()) {
            String stat = read(process, "stat");
            if (!stat.isEmpty()) {
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                hundredths +=
                        LongStream.rangeClosed(FIRST_TIME, LAST_TIME)
                                .map(field -> Long.parseLong(fields[(int) field]))
                                .sum();
            }
        }
        return Duration.ofMillis(hundredths * 10);
    }

    @Override
    public long memoryBytes() throws IOException {
        long kilobytes = 0;
        for (ProcessHandle process : processes()) {
            Matcher line = ANONYMOUS.matcher(read(process, "status"));
            while (line.find()) {
                kilobytes += Long.parseLong(line.group(1));
            }
        }
        return kilobytes << 10;
    }

    /// Empty when it has ended.
    private static String read(ProcessHandle process, String file) throws IOException {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            if (process.isAlive()) {
                throw e;
            }
            return "";
        }
    }
}
