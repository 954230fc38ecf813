package lesson07.exercise.outside;

import course.testkit.Launcher;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import lesson07.HttpConversationHandler;
import lesson07.Visitors;
import lesson07.exercise.HttpPipeline;

/// Serves one file with an [HttpPipeline] for each client. The arguments are its path and its text.
final class HttpPipelineMain {

    private HttpPipelineMain() {}

    public static void main(String[] file) {
        Map<String, ByteBuffer> files = Map.of(file[0], StandardCharsets.UTF_8.encode(file[1]));
        Launcher.serve(() -> {
            // A stub shows itself here, and not on the loop's thread.
            new HttpPipeline(files).answer(ByteBuffer.allocate(0));
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
            return HttpConversationHandler.open(
                            Launcher.ANY_PORT,
                            new Visitors(nowhere, Integer.MAX_VALUE),
                            () -> new HttpPipeline(files))
                    .address();
        });
    }
}
