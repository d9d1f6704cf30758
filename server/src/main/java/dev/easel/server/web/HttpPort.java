package dev.easel.server.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP port. Handlers run on virtual threads. */
public final class HttpPort implements AutoCloseable {
  private static final int PLATFORM_THREADS = 8;

  /** How long a connection may be idle while others wait. */
  private static final Duration CROWDED_IDLE = Duration.ofSeconds(1);

  private final Server server;
  private final ServerConnector connector;

  private HttpPort(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Listens.
   *
   * @param connections how many may be open; further ones wait until one that is idle is closed
   * @throws IOException if the address cannot be had
   */
  public static HttpPort open(
      InetSocketAddress address, Executor handlers, int connections, Handler handler)
      throws IOException {
    // The library's own queue would start the platform's MBeans to learn how long a cache line is.
    QueuedThreadPool threads =
        new QueuedThreadPool(PLATFORM_THREADS, 1, new LinkedBlockingQueue<>());
    threads.setName("easel-http");
    threads.setDaemon(true);
    threads.setReservedThreads(0);
    threads.setVirtualThreadsExecutor(handlers);
    Server server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    ServerConnector connector =
        new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
    connector.setHost(address.getHostString());
    connector.setPort(address.getPort());
    server.addConnector(connector);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(connections, connector);
    limit.setEndPointIdleTimeout(CROWDED_IDLE.toMillis());
    server.addBean(limit);
    server.setHandler(handler);
    server.setErrorHandler(new ErrorPage());
    HttpPort port = new HttpPort(server, connector);
    port.start();
    return port;
  }

  private void start() throws IOException {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw e;
    } catch (Exception e) {
      close();
      throw new IOException("the HTTP server did not start", e);
    }
  }

  /** Where it listens, with the port that it got. */
  public InetSocketAddress address() {
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop", e);
    }
  }
}
