package lesson06;

/// A few bytes of a DNS message, and what they mean.
///
/// @param offset of the first byte, counted from the beginning of the message
/// @param answer the answer record they belong to, counted from 1; 0 in front of the answers
record DnsPart(int offset, int length, int answer, String meaning) {}
