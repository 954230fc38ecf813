package lesson07.exercise.outside;

import course.testkit.Launcher;
import lesson07.ChatWords;
import lesson07.LineLoop;
import lesson07.exercise.ChatRoom;

/// Opens a [ChatRoom] in a process of its own.
final class ChatRoomMain {

    private ChatRoomMain() {}

    public static void main(String[] args) {
        Launcher.serve(() -> {
            ChatRoom room = new ChatRoom();
            return new LineLoop(Launcher.ANY_PORT, ChatWords.LONGEST_LINE, room::enter).address();
        });
    }
}
