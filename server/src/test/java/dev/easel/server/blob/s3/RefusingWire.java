package dev.easel.server.blob.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is between a store and its server, and answers requests in the server's place for a while.
 */
public final class RefusingWire implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RefusingWire.class);
  private static final Pattern LENGTH =
      Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

  private final ServerSocket entrance;
  private final int server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private volatile String answer = "";
  private volatile Predicate<String> which = head -> true;

  /** To a server on this machine. */
  public RefusingWire(int server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /** The next requests, so many of them, are refused, and do nothing. */
  public void refuse(int requests, int status, String code) throws IOException {
    String body = code.isEmpty() ? "" : "<Error><Code>" + code + "</Code></Error>";
    answer =
        ("HTTP/1.1 %d Refused\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n"
                + "Connection: close\r\n\r\n%s")
            .formatted(status, body.length(), body);
    left.set(requests);
    refused.set(0);
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** From now on only those are refused whose head is such. */
  void refuseOnly(Predicate<String> heads) {
    which = heads;
  }

  /** How many requests were refused since. */
  int refused() {
    return refused.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = entrance.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      }
    } catch (IOException e) {
      log.debug("no more connections: {}", e.getMessage());
    }
  }

  /** One request: what is let through is asked to be the last of its connection. */
  private void serve(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      if (which.test(head) && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
        refuse(client, head);
        return;
      }
      try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server)) {
        open.add(upstream);
        threads.execute(() -> copy(upstream, client));
        String last = head.replaceFirst("\r\n", "\r\nConnection: close\r\n");
        upstream.getOutputStream().write(last.getBytes(StandardCharsets.US_ASCII));
        copy(client, upstream);
      }
    } catch (IOException e) {
      log.debug("a connection ended: {}", e.getMessage());
    }
  }

  private void refuse(Socket client, String head) throws IOException {
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      client.getInputStream().skipNBytes(Long.parseLong(length.group(1)));
    }
    refused.incrementAndGet();
    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
  }

  /** Empty if there is none. */
  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.lastIndexOf("\r\n\r\n") != head.length() - 4) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
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
