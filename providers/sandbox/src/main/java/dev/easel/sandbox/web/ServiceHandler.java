package dev.easel.sandbox.web;

import dev.easel.sandbox.json.Json;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hands each request to the service and says in JSON when that failed. */
final class ServiceHandler extends Handler.Abstract {

  private static final LingeringClose LINGERING =
      new LingeringClose(64 * 1024 * 1024, Duration.ofSeconds(10));

  private final Service service;

  ServiceHandler(Service service) {
    this.service = service;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response);
    try {
      service.handle(exchange);
      LINGERING.linger(request);
      callback.succeeded();
    } catch (IOException e) {
      callback.failed(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      callback.failed(e);
    } catch (RuntimeException e) {
      fail(exchange, response, callback, e);
    }
    return true;
  }

  /** What went wrong inside is not the client's business, only that something did. */
  private static void fail(
      Exchange exchange, Response response, Callback callback, RuntimeException cause) {
    if (response.isCommitted()) {
      callback.failed(cause);
      return;
    }
    try {
      exchange.send(Reply.json(500, Json.struct().put("detail", "Internal Server Error").build()));
      callback.succeeded();
    } catch (IOException e) {
      e.addSuppressed(cause);
      callback.failed(e);
    }
  }
}
