package course.benchmarks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The system calls of the load generator, straight from the C library: a generator that cost as
/// much as the servers it measures would measure itself. Linux on 64 bits only.
///
/// Each method is the call of that name; see the Linux manual, section 2. None of them may be used
/// by two threads at once.
final class Kernel {

    static final int EPOLLIN = 1;

    /// `struct epoll_event` is packed on x86-64 and is not elsewhere.
    private static final boolean PACKED = System.getProperty("os.arch").equals("amd64");

    static final int EVENT_BYTES = PACKED ? 12 : 16;
    private static final int DATA_OFFSET = PACKED ? 4 : 8;

    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int IP_BIND_ADDRESS_NO_PORT = 24;
    private static final int EPOLL_CTL_ADD = 1;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int EAGAIN = 11;
    private static final int EINTR = 4;
    private static final int LOOPBACK = 0x7f000001;
    private static final ValueLayout.OfInt UNALIGNED_INT = ValueLayout.JAVA_INT_UNALIGNED;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MemorySegment ERROR = Arena.global().allocate(STATE);
    private static final MemorySegment SCRATCH = Arena.global().allocate(64);

    private static final MethodHandle SOCKET = call("socket", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CONNECT = call("connect", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle BIND = call("bind", JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            call("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle CLOSE = call("close", JAVA_INT);
    private static final MethodHandle EPOLL_CREATE = call("epoll_create1", JAVA_INT);
    private static final MethodHandle EPOLL_CTL =
            call("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle EPOLL_WAIT =
            call("epoll_wait", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle SEND =
            longCall("send", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV =
            longCall("recv", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CPU_CLOCK = call("clock_getcpuclockid", JAVA_INT, ADDRESS);
    private static final MethodHandle CLOCK_GETTIME = call("clock_gettime", JAVA_INT, ADDRESS);

    private Kernel() {}

    private static MethodHandle call(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static MethodHandle longCall(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_LONG, arguments));
    }

    @SuppressWarnings("restricted") // benchmarks/run allows it: --enable-native-access
    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                descriptor,
                Linker.Option.captureCallState("errno"));
    }

    /// A TCP connection to this port of the loopback address, with `TCP_NODELAY`. Blocks.
    ///
    /// @param source the last byte of the address 127.0.1.x to come from: each has its own range of
    ///   ports
    static int connect(int port, int source) throws IOException {
        return connected(SOCK_STREAM, port, source);
    }

    /// A UDP socket, connected to this port of the loopback address.
    static int connectDatagram(int port) throws IOException {
        return connected(SOCK_DGRAM, port, 1);
    }

    private static int connected(int type, int port, int source) throws IOException {
        try {
            int fd = checked("socket", (int) SOCKET.invokeExact(ERROR, AF_INET, type, 0));
            if (type == SOCK_STREAM) {
                set(fd, IPPROTO_TCP, TCP_NODELAY);
                set(fd, 0, IP_BIND_ADDRESS_NO_PORT);
                address(0x7f000100 + source, 0);
                checked("bind", (int) BIND.invokeExact(ERROR, fd, SCRATCH, 16));
            }
            address(LOOPBACK, port);
            checked("connect", (int) CONNECT.invokeExact(ERROR, fd, SCRATCH, 16));
            return fd;
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    private static void set(int fd, int level, int option) throws Throwable {
        SCRATCH.set(UNALIGNED_INT, 0, 1);
        checked("setsockopt", (int) SETSOCKOPT.invokeExact(ERROR, fd, level, option, SCRATCH, 4));
    }

    /// `struct sockaddr_in`: family in the machine's order, port and address in network order.
    private static void address(int ip, int port) {
        SCRATCH.fill((byte) 0);
        SCRATCH.set(ValueLayout.JAVA_SHORT, 0, (short) AF_INET);
        SCRATCH.set(ValueLayout.JAVA_SHORT, 2, Short.reverseBytes((short) port));
        SCRATCH.set(ValueLayout.JAVA_INT, 4, Integer.reverseBytes(ip));
    }

    static void close(int fd) throws IOException {
        try {
            checked("close", (int) CLOSE.invokeExact(ERROR, fd));
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    /// Sends all of it; blocks until the kernel has taken it.
    static void send(int fd, MemorySegment from, long offset, long length) throws IOException {
        try {
            long done = 0;
            while (done < length) {
                MemorySegment rest = from.asSlice(offset + done, length - done);
                done +=
                        checked(
                                "send",
                                (long)
                                        SEND.invokeExact(
                                                ERROR, fd, rest, length - done, MSG_NOSIGNAL));
            }
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    /// Reads what is there. Returns -1 at the end of the stream, 0 when nothing is there.
    static long receive(int fd, MemorySegment to) throws IOException {
        try {
            long count = (long) RECV.invokeExact(ERROR, fd, to, to.byteSize(), MSG_DONTWAIT);
            if (count < 0 && (int) ERRNO.get(ERROR, 0L) == EAGAIN) {
                return 0;
            }
            return checked("recv", count) == 0 ? -1 : count;
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    /// Reads what comes next; blocks. Returns -1 at the end of the stream.
    static long receiveNext(int fd, MemorySegment to) throws IOException {
        try {
            long count = checked("recv", (long) RECV.invokeExact(ERROR, fd, to, to.byteSize(), 0));
            return count == 0 ? -1 : count;
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    static int newEpoll() throws IOException {
        try {
            return checked("epoll_create1", (int) EPOLL_CREATE.invokeExact(ERROR, 0));
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    /// From now on `epoll` tells, with this number, when there is something to read.
    static void watch(int epoll, int fd, int number) throws IOException {
        try {
            SCRATCH.set(UNALIGNED_INT, 0, EPOLLIN);
            SCRATCH.set(ValueLayout.JAVA_LONG_UNALIGNED, DATA_OFFSET, number);
            checked(
                    "epoll_ctl",
                    (int) EPOLL_CTL.invokeExact(ERROR, epoll, EPOLL_CTL_ADD, fd, SCRATCH));
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    /// Waits until something can be read. Returns how many events there are.
    static int await(int epoll, MemorySegment events, int millis) throws IOException {
        try {
            int most = (int) (events.byteSize() / EVENT_BYTES);
            int count = (int) EPOLL_WAIT.invokeExact(ERROR, epoll, events, most, millis);
            if (count < 0 && (int) ERRNO.get(ERROR, 0L) == EINTR) {
                return 0;
            }
            return checked("epoll_wait", count);
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    /// The number of the connection that the event is about.
    static int number(MemorySegment events, int index) {
        return events.get(UNALIGNED_INT, (long) index * EVENT_BYTES + DATA_OFFSET);
    }

    /// What a process has used of the processor so far, all its threads, in nanoseconds.
    static long cpuNanos(long pid) throws IOException {
        try {
            int failed = (int) CPU_CLOCK.invokeExact(ERROR, (int) pid, SCRATCH);
            if (failed != 0) {
                throw new IOException("clock_getcpuclockid of " + pid + ": error " + failed);
            }
            int clock = SCRATCH.get(UNALIGNED_INT, 0);
            checked("clock_gettime", (int) CLOCK_GETTIME.invokeExact(ERROR, clock, SCRATCH));
            return SCRATCH.get(JAVA_LONG, 0) * 1_000_000_000L + SCRATCH.get(JAVA_LONG, 8);
        } catch (Throwable e) {
            throw asIOException(e);
        }
    }

    private static int checked(String call, int result) throws IOException {
        return (int) checked(call, (long) result);
    }

    private static long checked(String call, long result) throws IOException {
        if (result < 0) {
            throw new IOException(call + " failed: errno " + (int) ERRNO.get(ERROR, 0L));
        }
        return result;
    }

    private static IOException asIOException(Throwable thrown) {
        return switch (thrown) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> new IOException(thrown);
        };
    }
}
