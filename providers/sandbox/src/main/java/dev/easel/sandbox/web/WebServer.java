package dev.easel.sandbox.web;

import dev.easel.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** An HTTP/1.1 server on one port, which may speak TLS too. Safe for use by several threads. */
public final class WebServer implements AutoCloseable {

  // One accepts, one selects; the rest is for moments when both must hand something on.
  private static final int PLATFORM_THREADS = 8;

  private final Server server;
  private final ServerConnector connector;
  private final ExecutorService handlers;

  private WebServer(Server server, ServerConnector connector, ExecutorService handlers) {
    this.server = server;
    this.connector = connector;
    this.handlers = handlers;
  }

  /**
   * Listens.
   *
   * @param port 0 for any free one
   * @param tls with what it speaks TLS too
   * @throws UncheckedIOException if the address cannot be bound
   */
  public static WebServer start(String host, int port, Optional<Tls> tls, Service service) {
    ExecutorService handlers =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("sandbox-", 0).factory());
    // The library's own queue would start the platform's MBeans to learn how long a cache line is.
    QueuedThreadPool threads =
        new QueuedThreadPool(PLATFORM_THREADS, 1, new LinkedBlockingQueue<>());
    threads.setName("sandbox-http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(handlers);
    Server server = new Server(threads);
    ServerConnector connector = Connectors.listening(server, tls);
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(new ServiceHandler(service));
    server.setErrorHandler(WebServer::tellInJson);
    WebServer started = new WebServer(server, connector, handlers);
    started.startOrClose();
    return started;
  }

  /** For requests that the library refuses before the service sees them. */
  private static boolean tellInJson(Request request, Response response, Callback callback) {
    String reason = HttpStatus.getMessage(response.getStatus());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    byte[] body = Json.struct().put("detail", reason).build().bytes();
    response.write(true, ByteBuffer.wrap(body), callback);
    return true;
  }

  private void startOrClose() {
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw switch (e) {
        case IOException io -> new UncheckedIOException(io.getMessage(), io);
        case RuntimeException runtime -> runtime;
        default -> new IllegalStateException("the HTTP server did not start", e);
      };
    }
  }

  /** Where the server can be reached from this machine, without a path. */
  public URI uri() {
    String host = connector.getHost();
    String reachable =
        switch (host) {
          case "0.0.0.0", "::" -> "127.0.0.1";
          default -> host.contains(":") ? "[" + host + "]" : host;
        };
    return URI.create("http://" + reachable + ":" + connector.getLocalPort());
  }

  /** Closes the port and every connection, interrupts what is being answered and waits for it. */
  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    } finally {
      server.destroy();
      handlers.shutdownNow();
      handlers.close();
    }
  }
}
