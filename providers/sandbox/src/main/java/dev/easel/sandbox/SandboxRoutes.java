package dev.easel.sandbox;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.util.List;

/** Whose a path is. fal's queue has the root, because its paths are its endpoints' names. */
record SandboxRoutes(Service own, Service fal, Service files) implements Service {

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    List<String> path = exchange.path();
    switch (path.isEmpty() ? "" : path.getFirst()) {
      case "sandbox" -> own.handle(exchange);
      case "files" -> files.handle(exchange);
      case "v1" -> exchange.send(notYet());
      default -> fal.handle(exchange);
    }
  }

  private static Reply notYet() {
    return Reply.json(404, Json.struct().put("detail", "OpenAI's API is not emulated yet").build());
  }
}
