package dev.easel.sandbox;

import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.util.List;

/** Whose a path is. fal's queue has the root, because its paths are its endpoints' names. */
record SandboxRoutes(
    Service own, Service fal, Service files, Service openAi, Service storage, Service history)
    implements Service {

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    List<String> path = exchange.path();
    switch (path.isEmpty() ? "" : path.getFirst()) {
      case "sandbox" -> own.handle(exchange);
      case "files" -> files.handle(exchange);
      case "storage" -> storage.handle(exchange);
      case "platform" -> history.handle(exchange);
      case "v1" -> openAi.handle(exchange);
      default -> fal.handle(exchange);
    }
  }
}
