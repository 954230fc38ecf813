package lesson01.exercise;

import java.net.Inet4Address;
import java.nio.ByteBuffer;

/// Asks Java and compares the text that it writes.
public final class DottedQuad {

    private DottedQuad() {}

    public static int parse(String text) {
        Inet4Address address = Inet4Address.ofLiteral(text);
        if (!address.getHostAddress().equals(text)) {
            throw new IllegalArgumentException(text);
        }
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }
}
