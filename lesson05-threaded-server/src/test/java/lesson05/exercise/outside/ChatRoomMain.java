package lesson05.exercise.outside;

import course.testkit.Launcher;
import lesson05.exercise.ChatRoom;

/// Opens a [ChatRoom] in a process of its own.
final class ChatRoomMain {

    private ChatRoomMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> new ChatRoom(Launcher.ANY_PORT).address());
    }
}
