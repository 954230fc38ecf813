package course.cli.grade.sandbox;

import java.util.concurrent.CountDownLatch;

/// Starts so many threads and says when all of them live.
final class Threads {

    private Threads() {}

    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[0]);
        CountDownLatch begun = new CountDownLatch(count);
        CountDownLatch never = new CountDownLatch(1);
        try {
            for (int i = 0; i < count; i++) {
                Thread.ofPlatform().daemon().start(() -> stay(begun, never));
            }
            begun.await();
            System.out.println(count + " threads");
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage());
        }
        System.exit(0);
    }

    private static void stay(CountDownLatch begun, CountDownLatch never) {
        begun.countDown();
        try {
            never.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
