package dev.easel.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A seller that answers the first request of each connection and keeps it, reads the whole of the
 * second, and resets the connection.
 */
final class ResettingServer implements AutoCloseable {
  private static final String ANSWER = "{\"data\": [{\"b64_json\": \"" + Pixel.base64() + "\"}]}";

  private final ServerSocket listener;
  private final AtomicInteger posts;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();

  private ResettingServer(ServerSocket listener, AtomicInteger posts) {
    this.listener = listener;
    this.posts = posts;
  }

  static ResettingServer start(AtomicInteger posts) throws IOException {
    ResettingServer server =
        new ResettingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), posts);
    server.connections.execute(server::accept);
    return server;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    listener.close();
    connections.shutdownNow();
    connections.close();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        connections.execute(() -> serve(socket));
      }
    } catch (IOException e) {
      // The listener was closed: no more connections.
      connections.shutdown();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream wire = new BufferedInputStream(socket.getInputStream());
      read(wire);
      String head =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + ANSWER.length()
              + "\r\n\r\n";
      socket.getOutputStream().write((head + ANSWER).getBytes(UTF_8));
      socket.getOutputStream().flush();
      read(wire);
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // The client went away, which is its right.
      return;
    }
  }

  private void read(InputStream wire) throws IOException {
    int length = 0;
    for (String line = line(wire); !line.isEmpty(); line = line(wire)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    if (wire.readNBytes(length).length == length) {
      posts.incrementAndGet();
    }
  }

  private static String line(InputStream wire) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = wire.read(); next != '\n'; next = wire.read()) {
      if (next < 0) {
        throw new IOException("the request ends early");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
