package dev.easel.http.egress;

import dev.easel.http.Dialler;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * The internet of a test: names mean what it says, and every connection ends on loopback, at a
 * server if there is one at the address, else at a guard that counts and hangs up. Safe for
 * threads.
 */
final class TestInternet implements AutoCloseable {
  private final ServerSocket guard;
  private final Map<String, Deque<List<InetAddress>>> names = new HashMap<>();
  private final Map<InetAddress, Integer> servers = new HashMap<>();
  private final List<String> lookups = new ArrayList<>();
  private final List<InetSocketAddress> dialled = new ArrayList<>();
  private final CountDownLatch flushed = new CountDownLatch(1);
  private int accepted;

  TestInternet() throws IOException {
    this.guard = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::countConnections);
  }

  /** What a name resolves to, from now on; asked a second time, what was said second. */
  synchronized void name(String name, String... addresses) {
    names
        .computeIfAbsent(name, _ -> new ArrayDeque<>())
        .add(Stream.of(addresses).map(TestInternet::address).toList());
  }

  /** Connections to an address end at a server. */
  synchronized void serve(String address, URI server) {
    servers.put(InetAddress.ofLiteral(address), server.getPort());
  }

  synchronized List<InetAddress> resolve(String name) throws UnknownHostException {
    lookups.add(name);
    Deque<List<InetAddress>> answers = names.get(name);
    if (answers == null) {
      throw new UnknownHostException(name);
    }
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  void dial(Dialler.Line line, InetSocketAddress address, int timeoutMillis) throws IOException {
    line.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(address)), 5_000);
  }

  synchronized List<String> lookups() {
    return List.copyOf(lookups);
  }

  synchronized List<InetSocketAddress> dialled() {
    return List.copyOf(dialled);
  }

  /** How many connections the guard got, once those under way have arrived. */
  int guarded() throws Exception {
    try (Socket last = new Socket(guard.getInetAddress(), guard.getLocalPort())) {
      last.getOutputStream().write('!');
      flushed.await();
    }
    synchronized (this) {
      return accepted;
    }
  }

  @Override
  public void close() throws IOException {
    guard.close();
  }

  private synchronized int port(InetSocketAddress address) {
    dialled.add(address);
    return servers.getOrDefault(address.getAddress(), guard.getLocalPort());
  }

  /** Connections are accepted in the order they were made: the test's own is the last. */
  private void countConnections() {
    try {
      while (true) {
        try (Socket socket = guard.accept()) {
          if (socket.getInputStream().read() == '!') {
            flushed.countDown();
            return;
          }
          synchronized (this) {
            accepted++;
          }
        }
      }
    } catch (IOException e) {
      // The test is over.
      flushed.countDown();
    }
  }

  /** Unlike the JDK, keeps an IPv4-mapped address as it is: a resolver may give one. */
  static InetAddress address(String literal) {
    if (!literal.startsWith("::ffff:")) {
      return InetAddress.ofLiteral(literal);
    }
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    System.arraycopy(InetAddress.ofLiteral(literal).getAddress(), 0, mapped, 12, 4);
    try {
      return Inet6Address.getByAddress(null, mapped, -1);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
