package lesson06;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What travels in one datagram of a stop-and-wait transfer:
///
///     byte 0       1       2       3       4       5
///     +-------+-------+-------+-------+-------+------- ... -------+
///     | type  | number, the high byte first   | payload           |
///     +-------+-------+-------+-------+-------+------- ... -------+
///       1 byte  4 bytes, from 0 to 2^31 - 1     0 to 1,024 bytes
///
///     type 1  Data: one piece of the data
///     type 2  End: there is no more data; no payload
///     type 3  Ack: the frame with this number has come; no payload
///
/// The sender counts its frames from 0; the End frame has the next number after the last Data
/// frame. There is no checksum here: UDP has one.
@SuppressWarnings("ArrayRecordComponent") // a frame is sent or taken apart, never compared
public sealed interface Frame {

    /// How many bytes one Data frame carries at most.
    int MOST_PAYLOAD = 1_024;

    /// Type and number, in bytes.
    int HEADER = 5;

    /// The place of this frame in the row; of an Ack: the number of the frame that has come.
    int number();

    /// One piece of the data.
    record Data(int number, byte[] payload) implements Frame {
        /// Checks number and size.
        public Data {
            requireNumber(number);
            if (payload.length > MOST_PAYLOAD) {
                throw new IllegalArgumentException(
                        payload.length + " bytes of payload, at most " + MOST_PAYLOAD + " fit");
            }
        }

        @Override
        public String toString() {
            return "Data " + number + " (" + payload.length + " bytes)";
        }
    }

    /// The end of the data.
    record End(int number) implements Frame {
        /// Checks the number.
        public End {
            requireNumber(number);
        }

        @Override
        public String toString() {
            return "End " + number;
        }
    }

    /// The answer to a Data or End frame.
    record Ack(int number) implements Frame {
        /// Checks the number.
        public Ack {
            requireNumber(number);
        }

        @Override
        public String toString() {
            return "Ack " + number;
        }
    }

    /// The bytes of the datagram.
    default byte[] encode() {
        byte[] payload = this instanceof Data data ? data.payload() : new byte[0];
        byte type =
                switch (this) {
                    case Data _ -> 1;
                    case End _ -> 2;
                    case Ack _ -> 3;
                };
        return ByteBuffer.allocate(HEADER + payload.length)
                .put(type)
                .putInt(number())
                .put(payload)
                .array();
    }

    /// The frame in a datagram; nothing when the bytes are none. Anybody can send anything to an
    /// open port.
    static Optional<Frame> parse(byte[] datagram) {
        if (datagram.length < HEADER || datagram.length > HEADER + MOST_PAYLOAD) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(datagram);
        byte type = in.get();
        int number = in.getInt();
        if (number < 0 || (type != 1 && in.hasRemaining())) {
            return Optional.empty();
        }
        byte[] payload = new byte[in.remaining()];
        in.get(payload);
        return switch (type) {
            case 1 -> Optional.of(new Data(number, payload));
            case 2 -> Optional.of(new End(number));
            case 3 -> Optional.of(new Ack(number));
            default -> Optional.empty();
        };
    }

    private static void requireNumber(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("a frame with the number " + number);
        }
    }
}
