package course.cli.grade.judge;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// The JVM that compiles, one submission after the other, until it is exhausted or old. It reads
/// requests from its standard input and writes what the compiler says to its standard output.
///
/// The compiler runs no code of a submission: annotation processors are off.
final class CompileWorker {

    /// All exercises of a lesson come to less than a hundredth of it.
    private static final long MOST_BYTES = 8_000_000;

    private static final int LONGEST_ERROR = 2_000;

    private CompileWorker() {}

    public static void main(String[] args) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(System.out));
        System.setOut(System.err);
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        while (true) {
            List<String> options;
            List<String> sources;
            try {
                options = readTexts(in);
                sources = readTexts(in);
            } catch (EOFException _) {
                return; // no more requests
            }
            List<String> errors = compile(options, sources);
            writeTexts(out, errors);
            out.flush();
        }
    }

    static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    static List<String> readTexts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }

    /// Compiles one submission.
    ///
    /// @return the errors, each of some lines; with one empty error, the compiler has given up
    private static List<String> compile(List<String> options, List<String> sources)
            throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files =
                javac.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean compiled =
                    javac.getTask(
                                    Writer.nullWriter(),
                                    new BoundedFiles(files),
                                    said,
                                    options,
                                    null,
                                    files.getJavaFileObjectsFromStrings(sources))
                            .call();
            return compiled ? List.of() : errors(said);
        } catch (RuntimeException | StackOverflowError _) {
            return List.of("");
        }
    }

    private static List<String> errors(DiagnosticCollector<JavaFileObject> said) {
        List<String> errors =
                said.getDiagnostics().stream()
                        .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                        .map(one -> cut(one.toString()))
                        .toList();
        return errors.isEmpty() ? List.of("") : errors;
    }

    private static String cut(String error) {
        return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "...";
    }

    /// Writes no more than so many bytes of classes.
    private static final class BoundedFiles extends ForwardingJavaFileManager<JavaFileManager> {

        private long left = MOST_BYTES;

        BoundedFiles(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling)
                throws IOException {
            JavaFileObject file = super.getJavaFileForOutput(location, className, kind, sibling);
            return new ForwardingJavaFileObject<>(file) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    return new Bounded(super.openOutputStream());
                }
            };
        }

        private final class Bounded extends FilterOutputStream {

            Bounded(OutputStream out) {
                super(out);
            }

            @Override
            public void write(int b) throws IOException {
                spend(1);
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                spend(length);
                out.write(bytes, offset, length);
            }

            private void spend(int bytes) throws IOException {
                left -= bytes;
                if (left < 0) {
                    throw new IOException("more than " + MOST_BYTES + " bytes of classes");
                }
            }
        }
    }
}
