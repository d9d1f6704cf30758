package dev.easel.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class IdleConnectionsTest {
  private static final int MOST = 512;

  private final AtomicLong nanos = new AtomicLong();
  private final HandTurned timers = new HandTurned();
  private final IdleConnections idle = new IdleConnections(() -> timers);
  private final List<BoundedSocket> sockets = new ArrayList<>();
  private final Queue<Socket> accepted = new ConcurrentLinkedQueue<>();
  private ServerSocket server;
  private Route route;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 2 * MOST, InetAddress.getLoopbackAddress());
    route = new Route(false, "127.0.0.1", server.getLocalPort());
    Thread.startVirtualThread(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    idle.close();
    server.close();
    for (Socket socket : accepted) {
      socket.close();
    }
    timers.shutdownNow();
  }

  @Test
  void theOneUsedLastIsTakenFirst() throws Exception {
    Connection first = connection();
    Connection last = connection();
    idle.keep(first);
    idle.keep(last);
    assertThat(idle.take(route)).containsSame(last);
    assertThat(idle.take(route)).containsSame(first);
    assertThat(idle.take(route)).isEmpty();
  }

  @Test
  void oneServesItsOwnPlaceOnly() throws Exception {
    idle.keep(connection());
    assertThat(idle.take(new Route(true, route.host(), route.port()))).isEmpty();
    assertThat(idle.take(route)).isPresent();
  }

  @Test
  void thoseThatHaveGrownOldAreClosedAndTheOthersLater() throws Exception {
    idle.keep(connection());
    pass(Duration.ofSeconds(15));
    idle.keep(connection());
    pass(Duration.ofSeconds(5));
    timers.turn();
    assertThat(sockets).extracting(BoundedSocket::isClosed).containsExactly(true, false);
    pass(Duration.ofSeconds(20));
    timers.turn();
    assertThat(sockets).extracting(BoundedSocket::isClosed).containsExactly(true, true);
    assertThat(timers.waiting).isEmpty();
  }

  @Test
  void moreThanThereIsRoomForAreClosed() throws Exception {
    for (int number = 0; number <= MOST; number++) {
      idle.keep(connection());
    }
    assertThat(sockets.stream().filter(BoundedSocket::isClosed)).hasSize(1);
    assertThat(sockets.getLast().isClosed()).isTrue();
    assertThat(idle.take(route)).isPresent();
    idle.keep(connection());
    assertThat(sockets.getLast().isClosed()).isFalse();
  }

  private void accept() {
    try {
      while (true) {
        accepted.add(server.accept());
      }
    } catch (IOException e) {
      // The test is over.
    }
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Connection connection() throws IOException {
    BoundedSocket socket =
        new BoundedSocket(Proxy.NO_PROXY, Duration.ofSeconds(15), new ReadAheadWindows(1));
    socket.connect(server.getLocalSocketAddress());
    sockets.add(socket);
    return Connection.plain(route, socket, nanos::get);
  }

  /** Runs what was scheduled when it is told to. */
  private static final class HandTurned extends ScheduledThreadPoolExecutor {
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    HandTurned() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
      waiting.add(task);
      return super.schedule(() -> {}, 0, unit);
    }

    void turn() {
      waiting.removeFirst().run();
    }
  }
}
