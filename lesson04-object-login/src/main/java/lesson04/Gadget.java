package lesson04;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;

/// Stands for a class of some library that happens to be on the server's class path. Its own
/// `readObject` runs while a stream is read, before anybody can ask what came. This one prints a
/// line; real ones have started programs.
final class Gadget implements Serializable {

    static final String LINE = "Gadget: a client has made me run in this server";

    @Serial private static final long serialVersionUID = 1L;

    @Serial
    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        System.out.println(LINE);
    }
}
