package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands on loopback before an upstream, passes everything on as it is, and keeps the requests, so
 * that a test sees what left its provider. Speaks plain HTTP/1.1 with bodies of known length. Safe
 * for threads.
 */
public final class WireTap implements AutoCloseable {
  private final ServerSocket listener;
  private final URI upstream;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
  private final List<TappedRequest> requests = new ArrayList<>();

  private WireTap(ServerSocket listener, URI upstream) {
    this.listener = listener;
    this.upstream = upstream;
  }

  /** Starts before a server on loopback. */
  public static WireTap before(URI upstream) {
    try {
      WireTap tap =
          new WireTap(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), upstream);
      tap.connections.execute(tap::accept);
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The requests that have wholly arrived, oldest first. */
  public synchronized List<TappedRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new AssertionError("a listener on loopback closes", e);
    }
    connections.shutdownNow();
    connections.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        connections.execute(() -> serve(client));
      }
    } catch (IOException e) {
      // The listener was closed: no more connections.
      connections.shutdown();
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(upstream.getHost(), upstream.getPort())) {
      Thread answers = Thread.startVirtualThread(() -> copy(server, client));
      passOn(new BufferedInputStream(client.getInputStream()), server.getOutputStream());
      server.shutdownOutput();
      answers.join();
    } catch (IOException e) {
      // One of the two went away, and with the sockets the other hears of it.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void passOn(InputStream wire, OutputStream server) throws IOException {
    for (String head = head(wire); !head.isEmpty(); head = head(wire)) {
      Map<String, String> headers = headers(head);
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      byte[] body = wire.readNBytes(length);
      if (body.length < length) {
        throw new IOException("the request ends early");
      }
      String[] first = head.substring(0, head.indexOf('\r')).split(" ", -1);
      synchronized (this) {
        requests.add(new TappedRequest(first[0], first[1], headers, ByteBuffer.wrap(body)));
      }
      server.write(head.getBytes(ISO_8859_1));
      server.write(body);
      server.flush();
    }
  }

  /** All up to the empty line, which is included; empty at the end of the stream. */
  private static String head(InputStream wire) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int end = 0;
    while (end < 4) {
      int next = wire.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
      boolean goesOn = next == (end % 2 == 0 ? '\r' : '\n');
      end = goesOn ? end + 1 : next == '\r' ? 1 : 0;
    }
    return head.toString(ISO_8859_1);
  }

  private static Map<String, String> headers(String head) {
    Map<String, String> headers = new HashMap<>();
    head.lines()
        .skip(1)
        .filter(line -> line.contains(":"))
        .forEach(line -> {
          int colon = line.indexOf(':');
          headers.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
        });
    return headers;
  }

  /** Until either side ends, or is cut off; the client then sees the end as well. */
  private static void copy(Socket from, Socket to) {
    try (to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // Cut off, by the upstream or by the client, and closed for both.
      return;
    }
  }
}
