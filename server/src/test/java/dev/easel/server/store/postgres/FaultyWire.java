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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is between a process and its database: it can lose an answer, or everything. */
final class FaultyWire implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FaultyWire.class);
  private static final int WINDOW = 8_192;

  private final ServerSocket entrance;
  private final int server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger untilLoss = new AtomicInteger();
  private volatile boolean cut;

  /** To a server on this machine. */
  FaultyWire(int server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /**
   * An answer is lost, and the connection with it; what was asked for is done.
   *
   * @param which the next is 1
   */
  void loseAnswer(int which) {
    untilLoss.set(which);
  }

  /** From now on nothing passes, and nobody is told. */
  void cut() {
    cut = true;
  }

  /** Connections can be made again; those that were there stay dead. */
  void mend() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        open.add(client);
        open.add(upstream);
        threads.execute(() -> pump(client, upstream, false));
        threads.execute(() -> pump(upstream, client, true));
      }
    } catch (IOException e) {
      log.debug("no more connections: {}", e.getMessage());
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] window = new byte[WINDOW];
      for (int count = in.read(window); count >= 0; count = in.read(window)) {
        if (answers && untilLoss.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
          return;
        }
        if (!cut) {
          out.write(window, 0, count);
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
