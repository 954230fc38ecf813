package lesson07;

/// What clients do to the servers in [LoopFaultTest].
enum LoopFault {
    FLOOD("One client floods and never reads, 50 others go on"),
    DATA_AND_FIN("Data and FIN in one go: 64 B, 4 KB, 64 KB, 8 MB"),
    RESETS("Resets with data in flight"),
    DESCRIPTORS("Descriptors run out, and come back"),
    IDLE("60 idle clients, then a new one"),
    NO_LINE_END("20 MB without a line end"),
    CROWD("500 connects at once");

    private final String inWords;

    LoopFault(String inWords) {
        this.inWords = inWords;
    }

    String inWords() {
        return inWords;
    }
}
