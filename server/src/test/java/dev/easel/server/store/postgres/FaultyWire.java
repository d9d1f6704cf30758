package dev.easel.server.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is between a client and its server: it can lose an answer, all answers, or everything. */
public final class FaultyWire implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FaultyWire.class);
  private static final int WINDOW = 8_192;

  private final ServerSocket entrance;
  private final int server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile Loss loss = new Loss(connection -> false, 0);
  private volatile boolean cut;
  private volatile boolean mute;
  private volatile IntSupplier lengths = () -> Integer.MAX_VALUE;

  /** An answer that is lost, when some others of these connections have passed. */
  private static final class Loss {
    private final IntPredicate connections;
    private final AtomicInteger left;

    Loss(IntPredicate connections, int which) {
      this.connections = connections;
      this.left = new AtomicInteger(which);
    }

    boolean strikes(int connection) {
      return connections.test(connection)
          && left.getAndUpdate(before -> Math.max(0, before - 1)) == 1;
    }
  }

  /** To a server on this machine. */
  public FaultyWire(int server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /**
   * An answer is lost, and the connection with it; what was asked for is done.
   *
   * @param which the next is 1
   */
  public void loseAnswer(int which) {
    loss = new Loss(connection -> true, which);
  }

  /**
   * The same, of one connection.
   *
   * @param connection the first is 1
   */
  public void loseAnswer(int connection, int which) {
    loss = new Loss(each -> each == connection, which);
  }

  /** How many connections there have been: the number of the latest. */
  public int connections() {
    return connections.get();
  }

  /** From now on nothing passes, and nobody is told. */
  public void cut() {
    cut = true;
  }

  /** From now on what is asked arrives, and no answer comes back. */
  public void mute() {
    mute = true;
  }

  /** Every connection from now on ends when so many bytes of answers have passed. */
  public void endAfter(IntSupplier bytes) {
    lengths = bytes;
  }

  /** Connections can be made again; those that were there stay dead. */
  public void mend() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    cut = false;
    mute = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(upstream);
        int connection = connections.incrementAndGet();
        threads.execute(() -> pump(client, upstream, connection, false));
        threads.execute(() -> pump(upstream, client, connection, true));
      }
    } catch (IOException e) {
      log.debug("no more connections: {}", e.getMessage());
    }
  }

  private void pump(Socket from, Socket to, int connection, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] window = new byte[WINDOW];
      int rest = answers ? lengths.getAsInt() : Integer.MAX_VALUE;
      for (int count = in.read(window); count >= 0; count = in.read(window)) {
        if (answers && loss.strikes(connection)) {
          return;
        }
        if (!cut && !(mute && answers)) {
          out.write(window, 0, Math.min(count, rest));
        }
        rest -= answers ? count : 0;
        if (rest < 0) {
          return;
        }
      }
    } catch (IOException e) {
      log.debug("a connection ended: {}", e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.close();
  }
}
