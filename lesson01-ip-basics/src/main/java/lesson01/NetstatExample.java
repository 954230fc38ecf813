package lesson01;

import java.util.Map;

/// Tables as `netstat -an` prints them on three systems, to be read where no other is at hand.
final class NetstatExample {

    private static final String LINUX =
            """
            Active Internet connections (servers and established)
            Proto Recv-Q Send-Q Local Address           Foreign Address         State
            tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN
            tcp        0      0 127.0.0.1:631           0.0.0.0:*               LISTEN
            tcp        0      0 192.0.2.10:22           198.51.100.7:50001      ESTABLISHED
            tcp6       0      0 127.0.0.1:8888          :::*                    LISTEN
            tcp6       0      0 127.0.0.1:8888          127.0.0.1:50002         FIN_WAIT2
            tcp6       0      0 127.0.0.1:50002         127.0.0.1:8888          CLOSE_WAIT
            udp        0      0 0.0.0.0:68              0.0.0.0:*
            Active UNIX domain sockets (servers and established)
            Proto RefCnt Flags       Type       State         I-Node   Path
            unix  2      [ ACC ]     STREAM     LISTENING     18431    /run/dbus/socket
            """;

    private static final String MACOS =
            """
            Active Internet connections (including servers)
            Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
            tcp4       0      0  192.0.2.10.50001       198.51.100.7.443       ESTABLISHED
            tcp46      0      0  *.8888                 *.*                    LISTEN
            tcp4       0      0  127.0.0.1.631          *.*                    LISTEN
            tcp6       0      0  ::1.631                *.*                    LISTEN
            udp4       0      0  *.5353                 *.*
            """;

    private static final String WINDOWS =
            """

            活动连接

              协议  本地地址          外部地址        状态           PID
              TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1044
              TCP    127.0.0.1:8888         0.0.0.0:0              LISTENING       7312
              TCP    127.0.0.1:8888         127.0.0.1:50001        ESTABLISHED     7312
              TCP    127.0.0.1:50001        127.0.0.1:8888         ESTABLISHED     9020
              TCP    [::]:135               [::]:0                 LISTENING       1044
              UDP    0.0.0.0:123            *:*                                    5164
            """;

    private static final Map<String, String> BY_NAME =
            Map.of("linux", LINUX, "macos", MACOS, "windows", WINDOWS);

    private NetstatExample() {}

    /// The table of `linux`, `macos` or `windows`.
    ///
    /// @throws Failure for another name
    static String named(String name) throws Failure {
        String text = BY_NAME.get(name);
        if (text == null) {
            throw Failure.usage(
                    "There is no example \"" + SafeText.of(name) + "\": linux, macos, windows.");
        }
        return text;
    }
}
