package lesson04;

import java.util.Map;

/// Who may log in, with hashes in place of passwords.
final class HashedUsers {

    private final Map<String, PasswordHash> users;
    private final PasswordHash decoy;

    /// @param decoy what a password is compared with when nobody has the name; it must cost as much
    ///   as the others
    HashedUsers(Map<String, PasswordHash> users, PasswordHash decoy) {
        this.users = Map.copyOf(users);
        this.decoy = decoy;
    }

    /// Whether name and password belong together. Slow, and as slow for a name that nobody has: a
    /// quick answer would tell a stranger which names exist.
    boolean check(User user) {
        PasswordHash stored = users.get(user.name());
        boolean matches = (stored == null ? decoy : stored).matches(user.password());
        return stored != null && matches;
    }
}
