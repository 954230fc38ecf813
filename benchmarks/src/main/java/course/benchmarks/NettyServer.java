package course.benchmarks;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// The same echo protocol with Netty, as its own example has it, on one event loop. Where to go
/// after lesson 7. Argument: `nio` or `epoll`.
final class NettyServer {

    private NettyServer() {}

    public static void main(String[] args) throws InterruptedException {
        boolean epoll = args.length > 0 && args[0].equals("epoll");
        IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        Class<? extends ServerChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        try (EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, handlers)) {
            Channel listener =
                    new ServerBootstrap()
                            .group(loop)
                            .channel(type)
                            .option(ChannelOption.SO_BACKLOG, 4_096)
                            .childOption(ChannelOption.TCP_NODELAY, true)
                            .childHandler(
                                    new ChannelInitializer<>() {
                                        @Override
                                        protected void initChannel(Channel channel) {
                                            channel.pipeline().addLast(new Echo());
                                        }
                                    })
                            .bind(InetAddress.getLoopbackAddress(), 0)
                            .sync()
                            .channel();
            int port = ((InetSocketAddress) listener.localAddress()).getPort();
            System.out.println("Listening on 127.0.0.1:" + port);
            listener.closeFuture().sync();
        }
    }

    /// Writes back what was read; flushes once all of it has been read. The futures that Netty
    /// returns are left alone, as in its own example: a failure comes to `exceptionCaught`.
    @SuppressWarnings("FutureReturnValueIgnored")
    @Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
