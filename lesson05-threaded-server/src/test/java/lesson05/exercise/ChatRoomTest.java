package lesson05.exercise;

import course.testkit.ChatRoomContract;
import course.testkit.Exercise;
import course.testkit.Trace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Exercise(number = "5.5", title = "A chat room", points = 20, of = ChatRoom.class)
class ChatRoomTest extends ChatRoomContract {

    @Override
    protected Room open(int port) throws IOException {
        ChatRoom room = new ChatRoom(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Room() {

            @Override
            public int port() {
                return room.address().getPort();
            }

            @Override
            public void close() {
                room.close();
            }
        };
    }

    @EnabledOnOs(OS.LINUX)
    @Test
    void goesOnWhenThereAreDescriptorsAgain() throws Exception {
        Trace trace = new Trace();
        Room room = trace.call("open a room on a free port", () -> open(0));
        trace.run("close it", room::close);

        FewDescriptors.check(trace, ChatRoom.class);
    }
}
