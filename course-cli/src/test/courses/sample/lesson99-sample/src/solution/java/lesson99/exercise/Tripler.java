package lesson99.exercise;

public final class Tripler {
    public static int thrice(int number) {
        return 3 * number;
    }
}
