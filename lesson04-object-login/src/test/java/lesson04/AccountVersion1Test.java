package lesson04;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where the stream of exercise 4.2 comes from. Version 1 of `Account` cannot stand in a source
/// folder, because version 2 has the same name. So its source is a test resource: this test
/// compiles it, writes an object of it, and compares. `-Dtext=update` writes the stream anew.
class AccountVersion1Test {

    private static final Path RESOURCES = Path.of("src/test/resources/lesson04");
    private static final Path STREAM = RESOURCES.resolve("account-version1.ser");

    @TempDir Path folder;

    @Test
    void theStreamWasWrittenByVersion1() throws Exception {
        byte[] stream = written("李雷", "old-secret-密码", 7);

        if ("update".equals(System.getProperty("text"))) {
            Files.write(STREAM, stream);
        }

        assertThat(Files.readAllBytes(STREAM)).isEqualTo(stream);
    }

    private byte[] written(String name, String password, int failures) throws Exception {
        compile();
        // Without a parent that knows version 2.
        try (URLClassLoader version1 =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Object account =
                    version1.loadClass("lesson04.exercise.Account")
                            .getConstructor(String.class, String.class, int.class)
                            .newInstance(name, password, failures);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(account);
            }
            return bytes.toByteArray();
        }
    }

    private void compile() throws IOException {
        Path source = folder.resolve("Account.java");
        Files.copy(RESOURCES.resolve("Account-version1.txt"), source);
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    javac.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none", "-d", folder.toString()),
                                    null,
                                    files.getJavaFileObjects(source))
                            .call();
            assertThat(compiled).as("version 1 compiles").isTrue();
        }
    }
}
