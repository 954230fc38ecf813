package lesson04.exercise;

import java.io.Serializable;

/// **Exercise 4.2: A class grows.** About 25 minutes.
///
/// This is version 1 of a class. It has been in use for years, and there are files full of its
/// objects:
///
///     public final class Account implements Serializable {
///         private String name;
///         private String password;
///         private int failures;
///
///         public Account(String name, String password, int failures) { ... }
///         ... three methods that return the fields, and toString ...
///     }
///
/// Write version 2, which can read the old files.
///
/// - A field `language` is added. An account from an old stream has `zh`.
/// - The password does not travel any more: nothing of it is in a stream that version 2 writes. In
///   an account that was read from a stream, an old one or a new one, it is `null`.
/// - `name` and `failures` keep their names and their types: that is how a stream knows them.
/// - Version 1 has not declared a `serialVersionUID`, so the compiler and the JDK have made one of
///   the class's name, fields and methods. Your class has other methods, so it would get another
///   number. Declare the number that stands in the old streams. You find it in the exception that
///   reading one throws.
/// - A stream can hold what your constructor would refuse. Reading makes the object without calling
///   your constructor, and without the `= ...` of your fields.
public final class Account implements Serializable {

    /// The language of an account that was written before there were languages.
    public static final String DEFAULT_LANGUAGE = "zh";

    /// A new account.
    ///
    /// @param failures how often somebody has tried a wrong password, 0 or more
    /// @throws IllegalArgumentException when `failures` is negative, or `name` or `language` is
    ///   `null`
    public Account(String name, String password, int failures, String language) {
        throw new UnsupportedOperationException(
                "Declare the four fields and the serialVersionUID, then fill the fields here.");
    }

    // Here a private method is needed that serialization calls when it reads an object (see
    // java.io.Serializable). It throws an InvalidObjectException for what the constructor would
    // refuse.

    /// The name; never `null`.
    public String name() {
        throw new UnsupportedOperationException("Return the name.");
    }

    /// The password, or `null` when this account was read from a stream.
    public String password() {
        throw new UnsupportedOperationException("Return the password.");
    }

    /// How often somebody has tried a wrong password; never negative.
    public int failures() {
        throw new UnsupportedOperationException("Return the failures.");
    }

    /// The language; never `null`.
    public String language() {
        throw new UnsupportedOperationException("Return the language.");
    }

    /// The name, for a log. The password is not part of it.
    @Override
    public String toString() {
        throw new UnsupportedOperationException("Return a text with the name in it.");
    }
}
