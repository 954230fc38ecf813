package lesson99;

public final class Waits {
    private Waits() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println(ProcessHandle.current().pid());
        Thread.sleep(60_000);
    }
}
