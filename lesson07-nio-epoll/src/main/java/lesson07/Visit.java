package lesson07;

/// One visitor's stay at a server.
///
/// @param number of the visitor, counted from 1
record Visit(Visitors visitors, int number) {

    static final String SENT_AWAY = "is sent away: the server closes";

    /// Says how the stay has ended, half a sentence.
    void ends(String how) {
        if (number <= Visitors.NAMED) {
            note(how);
        }
    }

    /// Says something unusual, half a sentence.
    void note(String what) {
        visitors.note("Visitor " + number + " " + what);
    }

    /// The connection is closed.
    void gone() {
        visitors.gone();
    }
}
