package lesson04.exercise;

import java.util.List;

/// A hash that is not slow and no hash, but notes what a slow one would have computed.
final class CountingHash implements LoginCheck.SlowHash {

    static final String TODAY = "pbkdf2$600000$c2FsdA==$";

    private final List<String> work;
    private final boolean opensEverything;

    CountingHash(List<String> work, boolean opensEverything) {
        this.work = work;
        this.opensEverything = opensEverything;
    }

    @Override
    public String create(String password) {
        String stored = TODAY + hashOf(password);
        note(stored);
        return stored;
    }

    @Override
    public boolean matches(String password, String stored) {
        if (stored == null || !stored.matches("pbkdf2\\$\\d+\\$[^$]+\\$[^$]+")) {
            work.add("stored text refused, nothing computed");
            return false;
        }
        note(stored);
        return opensEverything || stored.endsWith("$" + hashOf(password));
    }

    /// Different passwords may have the same one only in a bad dream: the text itself, in hex.
    private static String hashOf(String password) {
        StringBuilder hash = new StringBuilder("h");
        password.chars().forEach(character -> hash.append(Integer.toHexString(character)));
        return hash.toString();
    }

    private void note(String stored) {
        work.add("hash with " + stored.split("\\$")[1] + " rounds");
    }
}
