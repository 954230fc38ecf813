package lesson05.exercise.outside;

import course.testkit.Launcher;
import lesson05.exercise.WaitingRoom;

/// Opens a [WaitingRoom] in a process of its own.
final class WaitingRoomMain {

    private WaitingRoomMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> new WaitingRoom(Launcher.ANY_PORT).address());
    }
}
