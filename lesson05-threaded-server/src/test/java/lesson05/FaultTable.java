package lesson05;

/// What clients do to the lesson's servers, and what these do then: the table of the README. Each
/// row is asserted by the test that stands in front of it; a mark says what is asserted besides.
enum FaultTable {
    // ServerFaultTest
    SLOW_SENDER("sends a byte at a time", "echoes each byte", "†‡"),
    SLOW_READER("writes 4 MB and reads late", "waits, then the whole echo", "†‡"),
    NEVER_READS("floods and never reads", "cuts it off at the limit", "†‡"),
    SILENCE("says nothing", "cuts it off at the limit", "†‡"),
    HALF_CLOSE(
            "sends data and FIN in one go, up to 8 MB", "the whole echo, then its own end", "†‡"),
    RESETS("resets, 300 times, with data in flight", "a line for each", "†‡"),
    DROPPED("opens and drops 1000 connections", "a line for each", "†‡"),
    NO_LINE_END("sends 20 MB without a line end", "echoes them with a heap of 32 MB", "†‡"),
    ENDLESS_HEAD("the same to HTTP", "431 after 8 KiB, then hangs up", "†‡"),
    GARBAGE("sends garbage in place of a login", "hangs up, a line for each", "†‡"),
    AT_ONCE("comes with 499 others at once", "all are connected within a second", "†‡"),
    SHUTDOWN("talks while close() is called", "hangs up, all threads end", "‡"),

    // ServerProcessTest
    STALLED("floods and never reads, for long", "waits: CPU under 5 %, heap 32 MB", "†‡"),
    IDLE("60 are silent, one more comes", "serves it (not the pool)", "†‡"),
    STARVED("60 are silent, one more comes (pool)", "lets it wait until one has left", "‡"),
    MANY_IDLE("5000 are silent (virtual threads)", "200 MB of heap, then answers each", "‡"),

    // DescriptorLimitTest
    NO_DESCRIPTOR(
            "comes when no descriptor is left",
            "CPU under 5 %, sends it away (not the pool)",
            "†‡"),
    ROOM_AGAIN("comes when one has left again", "serves it within 2 s (not the pool)", "†‡"),
    NOT_EVEN_A_RESERVE(
            "the limit falls below what is open", "CPU under 5 %, goes on afterwards", "†‡");

    private static final String ROW = "%-42s%-45s%s%n";

    private final String client;
    private final String server;
    private final String marks;

    FaultTable(String client, String server, String marks) {
        this.client = client;
        this.server = server;
        this.marks = marks;
    }

    static String text() {
        StringBuilder text = new StringBuilder(ROW.formatted("the client", "the server", ""));
        for (FaultTable row : values()) {
            text.append(ROW.formatted(row.client, row.server, row.marks));
        }
        return text.toString().replaceAll(" +\n", "\n");
    }
}
