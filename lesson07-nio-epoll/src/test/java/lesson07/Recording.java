package lesson07;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// A run that the README shows, kept in a file. With `-Dtext=update` the run of now takes its
/// place; otherwise the two must say the same, apart from what differs from run to run.
record Recording(String name, UnaryOperator<List<String>> normalised) {

    Path file() {
        return Path.of("src/test/resources/lesson07").resolve(name);
    }

    List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    void compareOrKeep(List<String> now) throws IOException {
        if ("update".equals(System.getProperty("text"))) {
            Files.createDirectories(file().getParent());
            Files.write(file(), now);
        }
        assertThat(normalised.apply(now))
                .as("this run, and the one in %s; -Dtext=update keeps this one", file())
                .isEqualTo(normalised.apply(lines()));
    }
}
