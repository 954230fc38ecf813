package course.cli.grade.report.html;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;

/// The pages' templates. Whatever comes from a student is escaped by the template engine; a page
/// carries its style and script with it, and a policy that forbids the browser everything else: no
/// request, no other script.
final class Templates {

    private final String style = resource("report.css");
    private final String script = resource("report.js");
    private final Mustache.Compiler compiler =
            Mustache.compiler()
                    .escapeHTML(true)
                    .emptyStringIsFalse(true)
                    .strictSections(true)
                    .withLoader(name -> new StringReader(resource(name + ".html")));

    Template page(String name) {
        return compiler.compile(resource(name + ".html"));
    }

    /// Renders a page into a file.
    void write(Template template, Object page, boolean scripted, Path file) throws IOException {
        Map<String, String> frame =
                Map.of(
                        "style",
                        style,
                        "script",
                        scripted ? script : "",
                        "policy",
                        policy(scripted));
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            template.execute(page, frame, out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private String policy(boolean scripted) {
        return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
                + hash(style)
                + (scripted ? "; script-src " + hash(script) : "");
    }

    private static String hash(String content) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Templates.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
