package lesson01;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The states of a TCP socket (RFC 9293, section 3.3.2), in the order of Linux' numbers, from 1 on
/// (`include/net/tcp_states.h`).
enum SocketState {
    ESTABLISHED("ESTAB 已建立 已连接"),
    SYN_SENT(""),
    SYN_RCVD("SYNRECV SYNRECEIVED"),
    FIN_WAIT_1(""),
    FIN_WAIT_2(""),
    TIME_WAIT("时间等待"),
    CLOSED("CLOSE UNCONN"),
    CLOSE_WAIT("关闭等待"),
    LAST_ACK(""),
    LISTEN("LISTENING 监听 侦听"),
    CLOSING("");

    private static final int NEW_SYN_RECV = 12; // Linux' name for a SYN_RCVD without a full socket

    private static final Map<String, SocketState> BY_NAME =
            Stream.of(values())
                    .flatMap(state -> state.names().map(name -> Map.entry(name, state)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String others; // other names, a space between

    SocketState(String others) {
        this.others = others;
    }

    /// The state that a tool calls so: `LISTEN` on Linux is `LISTENING` on Windows, `FIN_WAIT1` is
    /// `FIN_WAIT_1` or `FIN-WAIT-1`. Small letters count as capitals.
    static Optional<SocketState> named(String word) {
        return Optional.ofNullable(BY_NAME.get(plain(word)));
    }

    /// The state with Linux' number.
    static Optional<SocketState> numbered(int number) {
        if (number == NEW_SYN_RECV) {
            return Optional.of(SYN_RCVD);
        }
        boolean known = number >= 1 && number <= values().length;
        return known ? Optional.of(values()[number - 1]) : Optional.empty();
    }

    private Stream<String> names() {
        return Stream.of((plain(name()) + " " + others).split(" "));
    }

    private static String plain(String word) {
        return word.toUpperCase(Locale.ROOT).replaceAll("[_-]", "");
    }
}
