package dev.easel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on loopback that answers every request by a script, well or badly. Safe for threads. */
public final class ScriptedServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
  private final List<ScriptedRequest> requests = new ArrayList<>();

  private ScriptedServer(ServerSocket listener, Script script) {
    this.listener = listener;
    this.script = script;
  }

  /** Starts a server on a free port. */
  public static ScriptedServer start(Script script) throws IOException {
    ScriptedServer server =
        new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    server.connections.execute(server::accept);
    return server;
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** The requests that have wholly arrived, oldest first. */
  public synchronized List<ScriptedRequest> requests() {
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
      ScriptedRequest request = read(new BufferedInputStream(socket.getInputStream()));
      synchronized (this) {
        requests.add(request);
      }
      script.play(request, socket.getOutputStream());
    } catch (IOException e) {
      // The client went away, which is its right.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ScriptedRequest read(InputStream wire) throws IOException {
    String[] first = line(wire).split(" ", -1);
    Map<String, String> headers = new HashMap<>();
    for (String line = line(wire); !line.isEmpty(); line = line(wire)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = wire.readNBytes(length);
    if (first.length < 2 || body.length < length) {
      throw new IOException("the request ends early");
    }
    return new ScriptedRequest(first[0], first[1], headers, new String(body, UTF_8));
  }

  private static String line(InputStream wire) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = wire.read(); next != '\n'; next = wire.read()) {
      if (next < 0) {
        throw new IOException("the request ends early");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }
}
