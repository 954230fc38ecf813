package course.cli.grade.intake;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of a file in a folder or in a zip.
@FunctionalInterface
interface Content {

    /// A new stream from the first byte on. The caller closes it.
    ///
    /// @throws Refused when the file is packed in a way that is not read
    /// @throws IOException when it cannot be read
    InputStream open() throws IOException, Refused;
}
