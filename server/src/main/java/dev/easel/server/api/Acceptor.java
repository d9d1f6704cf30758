package dev.easel.server.api;

import dev.easel.server.admit.Connections;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Accepts connections, and closes at once those for which there is no room: a caller finds another
 * server or tries again, and the files of those that are served stay open.
 */
final class Acceptor {
  private static final int USUAL_THREADS = 0;
  private static final boolean DAEMON = true;

  private final Connections connections;
  private final EventLoopGroup accepting = threads(1, "easel-grpc-accept");
  private final EventLoopGroup serving = threads(USUAL_THREADS, "easel-grpc");

  Acceptor(Connections connections) {
    this.connections = connections;
  }

  private static EventLoopGroup threads(int count, String name) {
    return new MultiThreadIoEventLoopGroup(
        count, new DefaultThreadFactory(name, DAEMON), NioIoHandler.newFactory());
  }

  EventLoopGroup accepting() {
    return accepting;
  }

  EventLoopGroup serving() {
    return serving;
  }

  NioServerSocketChannel newChannel() {
    return new Listening(connections);
  }

  /** Ends the threads. */
  void close() {
    Future<?> _ = accepting.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    Future<?> _ = serving.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static final class Listening extends NioServerSocketChannel {
    private final Connections connections;

    Listening(Connections connections) {
      this.connections = connections;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int count = super.doReadMessages(accepted);
      if (count == 1) {
        Channel connection = (Channel) accepted.getLast();
        if (connections.tryOpen()) {
          connection.closeFuture().addListener(closed -> connections.close());
        } else {
          accepted.removeLast();
          connection.unsafe().closeForcibly();
          return 0;
        }
      }
      return count;
    }
  }
}
