package lesson04.exercise;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/// A class on the class path whose code runs while an object of it is read. Here it only counts; a
/// real attack uses classes of libraries that start programs.
public class Trap implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final AtomicInteger SPRUNG = new AtomicInteger();

    /// How often code of this class has run because of a stream, in this JVM.
    public static int sprung() {
        return SPRUNG.get();
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        SPRUNG.incrementAndGet();
    }
}
