package dev.easel.sandbox;

import dev.easel.sandbox.fault.Faults;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.util.List;

/** Whose a path is. fal's queue has the root, because its paths are its endpoints' names. */
record SandboxRoutes(
    Service own,
    Faults faults,
    Service fal,
    Service files,
    Service storage,
    Service history,
    Service keys,
    Service openAi,
    Service lumenfall,
    Service azure)
    implements Service {

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    List<String> path = exchange.path();
    if (path.equals(List.of("sandbox", "faults"))) {
      faults.handle(exchange);
    } else if (first(path).equals("sandbox")) {
      own.handle(exchange);
    } else {
      faults.before(seller(first(path))).handle(exchange);
    }
  }

  private Service seller(String first) {
    return switch (first) {
      case "files" -> files;
      case "storage" -> storage;
      case "platform" -> history;
      case ".well-known" -> keys;
      case "v1" -> openAi;
      case "lumenfall" -> lumenfall;
      case "azure" -> azure;
      default -> fal;
    };
  }

  private static String first(List<String> path) {
    return path.isEmpty() ? "" : path.getFirst();
  }
}
