package lesson06;

import java.util.Arrays;

/// What a question asks for and what a record holds (RFC 1035, 3.2.2; AAAA: RFC 3596, 2.1). There
/// are many more.
enum DnsType {
    /// An IPv4 address.
    A(1),
    /// Another name for which to ask: this one is an alias.
    CNAME(5),
    /// An IPv6 address.
    AAAA(28);

    private final int number;

    DnsType(int number) {
        this.number = number;
    }

    /// What stands on the wire.
    int number() {
        return number;
    }

    /// The type for people: `AAAA`, or `16` where this course has no name for it.
    static String nameOf(int number) {
        return Arrays.stream(values())
                .filter(type -> type.number == number)
                .map(DnsType::name)
                .findFirst()
                .orElse(Integer.toString(number));
    }
}
