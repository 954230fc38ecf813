package course.cli.grade.report.similarity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import de.jplag.reporting.reportobject.writer.JPlagResultWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes JPlag's file so that the same submissions give the same bytes: entries in order, no date,
/// no duration, no path of this machine.
final class SameBytes implements JPlagResultWriter {

    /// The earliest time that a zip can hold.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /// What stands in place of the fields that tell of the run.
    private static final Map<String, JsonNode> RUN =
            Map.of(
                    "date_of_execution", TextNode.valueOf(""),
                    "execution_time", IntNode.valueOf(0),
                    "submission_folder_path", folder("submissions"),
                    "submission_directories", folder("submissions"),
                    "base_directory", TextNode.valueOf("stubs"));

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();
    private final Map<String, byte[]> entries = new TreeMap<>();
    private final Path file;

    SameBytes(Path file) {
        this.file = file;
    }

    private static JsonNode folder(String name) {
        return JsonNodeFactory.instance.arrayNode().add(name);
    }

    @Override
    public void addJsonEntry(Object value, Path path) {
        JsonNode json = mapper.valueToTree(value);
        if (json instanceof ObjectNode fields) {
            RUN.forEach((name, instead) -> {
                if (fields.has(name)) {
                    fields.set(name, instead);
                }
            });
        }
        writeStringEntry(json.toString(), path);
    }

    @Override
    public void addFileContentEntry(Path path, File original) {
        try {
            add(path, Files.readAllBytes(original.toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void writeStringEntry(String text, Path path) {
        add(path, text.getBytes(StandardCharsets.UTF_8));
    }

    private void add(Path path, byte[] bytes) {
        entries.put(path.toString().replace('\\', '/'), bytes);
    }

    @Override
    public void close() {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                ZipEntry named = new ZipEntry(entry.getKey());
                named.setTimeLocal(NO_TIME);
                zip.putNextEntry(named);
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
