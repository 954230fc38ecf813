package course.cli.grade.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// How JSON is written: names with underscores, two spaces, line feeds, points without an exponent,
/// and no text that hides something.
final class Json {

    private static final DefaultIndenter TWO_SPACES = new DefaultIndenter("  ", "\n");

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPrettyPrinter(
                            new DefaultPrettyPrinter()
                                    .withObjectIndenter(TWO_SPACES)
                                    .withArrayIndenter(TWO_SPACES))
                    .addModule(
                            new SimpleModule()
                                    .addSerializer(new TextSerializer())
                                    .addSerializer(new PointsSerializer()))
                    .build();

    private Json() {}

    static String text(Object value) throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    }

    static String line(Object value) throws IOException {
        return MAPPER.writeValueAsString(value);
    }

    static void write(Object value, Path file) throws IOException {
        Files.writeString(file, text(value), StandardCharsets.UTF_8);
    }

    /// For what is too much to be held at once. The caller closes it.
    static JsonGenerator generator(Path file) throws IOException {
        return MAPPER.createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
                .setPrettyPrinter(
                        new DefaultPrettyPrinter()
                                .withObjectIndenter(TWO_SPACES)
                                .withArrayIndenter(TWO_SPACES));
    }

    private static final class TextSerializer extends StdSerializer<String> {

        private static final long serialVersionUID = 1;

        TextSerializer() {
            super(String.class);
        }

        @Override
        public void serialize(String text, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeString(VisibleText.of(text));
        }
    }

    private static final class PointsSerializer extends StdSerializer<BigDecimal> {

        private static final long serialVersionUID = 1;

        PointsSerializer() {
            super(BigDecimal.class);
        }

        @Override
        public void serialize(BigDecimal points, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeNumber(Words.points(points));
        }
    }
}
