package dev.easel.sandbox.fal;

import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Stands in for fal's CDN: produced files, public as they are there, {@code GET /files/{name}}. */
final class FalFiles implements Service {

  private final SandboxClock clock;
  private final RequestQueue queue;
  private final Studio studio;

  FalFiles(SandboxClock clock, RequestQueue queue, Studio studio) {
    this.clock = clock;
    this.queue = queue;
    this.studio = studio;
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    exchange.send(
        switch (exchange.method()) {
          case "GET", "HEAD" -> file(exchange.path().getLast());
          default -> FalErrors.methodNotAllowed("GET, HEAD");
        });
  }

  private Reply file(String text) throws InterruptedException {
    Optional<FileName> name = FileName.parse(text);
    Optional<QueuedRequest> request = name.flatMap(this::producer);
    if (name.isEmpty() || request.isEmpty()) {
      return FalErrors.detail(404, "Not Found");
    }
    byte[] bytes = studio.file(request.get().order().work(request.get().id(), name.get().index()));
    return new Reply(200, name.get().encoding().contentType(), Map.of(), ByteBuffer.wrap(bytes));
  }

  /** The request that produced a file of exactly this name; nothing while it is not completed. */
  private Optional<QueuedRequest> producer(FileName name) {
    Instant now = clock.instant();
    return queue
        .find(name.requestId(), now)
        .filter(request -> request.order().count() > name.index())
        .filter(request -> request.order().encoding() == name.encoding())
        .filter(request ->
            request.progress(now) instanceof Progress.Completed completed
                && completed.ending() instanceof Progress.Ending.Produced);
  }
}
