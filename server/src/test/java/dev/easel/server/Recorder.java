package dev.easel.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Takes what a seller reports, and keeps it to itself. */
final class Recorder implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, CompletableFuture<Delivery>> deliveries = new ConcurrentHashMap<>();

  private Recorder(HttpServer server) {
    this.server = server;
  }

  static Recorder start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Recorder recorder = new Recorder(server);
    server.createContext("/", recorder::record);
    server.start();
    return recorder;
  }

  /**
   * A report as it came.
   *
   * @param headers those of the signature
   * @param body its bytes as Latin-1 text
   */
  record Delivery(String path, Map<String, String> headers, String body) {
    Delivery with(String header, String value) {
      Map<String, String> others = new HashMap<>(headers);
      others.put(header, value);
      return new Delivery(path, others, body);
    }

    Delivery withBody(String other) {
      return new Delivery(path, headers, other);
    }

    Delivery withPath(String other) {
      return new Delivery(other, headers, body);
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** The same as a request, without its address. */
    HttpRequest.Builder onto(HttpRequest.Builder request) {
      headers.forEach(request::header);
      return request;
    }
  }

  private void record(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Map<String, String> headers = new HashMap<>();
      for (String name : new String[] {"Request-Id", "User-Id", "Timestamp", "Signature"}) {
        String full = "X-Fal-Webhook-" + name;
        headers.put(full, exchange.getRequestHeaders().getFirst(full));
      }
      String body =
          new String(
              exchange.getRequestBody().readAllBytes(),
              java.nio.charset.StandardCharsets.ISO_8859_1);
      of(path.split("/", -1)[4]).complete(new Delivery(path, headers, body));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private CompletableFuture<Delivery> of(String job) {
    return deliveries.computeIfAbsent(job, id -> new CompletableFuture<>());
  }

  /** What came for a job. */
  Delivery delivery(String job) throws Exception {
    return of(job).get(20, TimeUnit.SECONDS);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
