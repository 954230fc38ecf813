package lesson04.exercise.outside;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;

/// Reads [Credentials] that a student's client has written, and nothing else.
final class CredentialsInput extends ObjectInputStream {

    CredentialsInput(InputStream in) throws IOException {
        super(in);
        setObjectInputFilter(
                ObjectInputFilter.Config.createFilter(
                        "maxdepth=2;maxrefs=100;maxarray=0;maxbytes=10000;"
                                + Credentials.class.getName()
                                + ";!*"));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
        return description.getName().equals("lesson04.exercise.Credentials")
                ? Credentials.class
                : super.resolveClass(description);
    }
}
