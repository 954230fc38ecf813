package lesson04.exercise.outside;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;

/// Stands for `lesson04.exercise.Credentials` in the test's process, which has no class of a
/// student. An object stream takes it for that class when it reads: only the last part of a class's
/// name must be the same. What is written is made by hand.
record Credentials(String name, String password) implements Serializable {

    private static final String CLASS = "lesson04.exercise.Credentials";
    private static final String TEXT = "Ljava/lang/String;";

    /// The first object of a stream, with the stream's header and the description of the class.
    byte[] firstOfAStream() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0xaced_0005);
        out.writeShort(0x7372); // an object, of a class that is described here
        out.writeUTF(CLASS);
        out.writeLong(0); // the serial number of a record
        out.writeByte(0x02); // Serializable
        out.writeShort(2); // fields, in the order of their names
        out.writeByte('L');
        out.writeUTF("name");
        out.writeByte(0x74);
        out.writeUTF(TEXT);
        out.writeByte('L');
        out.writeUTF("password");
        out.writeByte(0x71); // the same type as above: handle 1
        out.writeInt(0x7e_0001);
        out.writeShort(0x7870); // the end of the description, and no superclass
        writeFields(out);
        return bytes.toByteArray();
    }

    /// One more object of the same stream: its class is known by handle 0.
    byte[] nextOfAStream() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0x7371);
        out.writeInt(0x7e_0000);
        writeFields(out);
        return bytes.toByteArray();
    }

    private void writeFields(DataOutputStream out) throws IOException {
        out.writeByte(0x74);
        out.writeUTF(name);
        out.writeByte(0x74);
        out.writeUTF(password);
    }
}
