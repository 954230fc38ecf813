package lesson03.exercise.outside;

import course.testkit.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import lesson03.exercise.AnswerCurl;

/// Serves a folder with one file with [AnswerCurl]. Beside the folder lies another file. The
/// arguments are name and text of the file in the folder, and of the other one.
final class AnswerCurlMain {

    private AnswerCurlMain() {}

    public static void main(String[] files) {
        Launcher.serve(() -> {
            Path outside = Files.createTempDirectory("answer-curl");
            Path folder = Files.createDirectory(outside.resolve("site"));
            Path file = Files.writeString(folder.resolve(files[0]), files[1]);
            Path secret = Files.writeString(outside.resolve(files[2]), files[3]);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> delete(file, folder, secret, outside)));
            AnswerCurl site = new AnswerCurl(folder);
            return Launcher.accept(
                    client -> site.answer(client.getInputStream(), client.getOutputStream()));
        });
    }

    private static void delete(Path... paths) {
        for (Path path : paths) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                System.out.println("a file is left: " + e);
            }
        }
    }
}
