package dev.easel.sandbox.openai;

import dev.easel.sandbox.fault.Fault;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes requests for images: counts them, checks them, and answers when their time has passed. */
final class ImageDesk {

  private final SandboxClock clock;
  private final Duration latency;
  private final Models models;
  private final Envelope envelope;
  private final Ledger ledger;
  private final Studio studio;

  ImageDesk(
      SandboxClock clock,
      Duration latency,
      Models models,
      Envelope envelope,
      Ledger ledger,
      Studio studio) {
    this.clock = clock;
    this.latency = latency;
    this.models = models;
    this.envelope = envelope;
    this.ledger = ledger;
    this.studio = studio;
  }

  void handle(Exchange exchange, Operation operation) throws IOException, InterruptedException {
    Instant begun = clock.instant();
    String id = Envelope.newId();
    Ledger.Entry entry = ledger.arrived(String.join("/", exchange.path()), id, exchange.headers());
    ImageTask task;
    Optional<Trouble> trouble;
    try {
      BearerKey.check(exchange);
      task = new TaskBody(models, entry).read(exchange, operation);
      trouble = Trouble.in(task.prompt(), id);
      if (trouble.filter(found -> !found.late()).isPresent()) {
        throw new Rejected(trouble.get().error());
      }
      Optional<Fault> fault = Fault.inPrompt(task.prompt(), "submit");
      if (fault.isPresent()) {
        suffer(fault.get(), exchange);
      }
    } catch (Rejected e) {
      entry.settled(Ledger.Outcome.REJECTED);
      exchange.send(envelope.seal(e.error(), id, begun));
      return;
    }
    entry.settled(Ledger.Outcome.ACCEPTED);
    Drawings drawings = new Drawings(task, id);
    for (int index = 0; index < task.count(); index++) {
      studio.ahead(drawings.finished(index));
    }
    answer(exchange, drawings, begun, trouble.map(Trouble::error));
  }

  private void suffer(Fault fault, Exchange exchange)
      throws IOException, InterruptedException, Rejected {
    if (fault.status().isPresent()) {
      int status = fault.status().getAsInt();
      String type = status < 500 ? "invalid_request_error" : "server_error";
      throw new Rejected(new ApiError(status, type, null, null, "Fault " + status + " on request"));
    }
    fault.begin(exchange, clock);
  }

  private void answer(
      Exchange exchange, Drawings drawings, Instant begun, Optional<ApiError> failure)
      throws IOException, InterruptedException {
    Wait wait = new Wait(clock);
    ImageTask task = drawings.task();
    String id = drawings.requestId();
    if (task.stream()) {
      new ImageEvents(wait, latency, studio, drawings)
          .send(exchange, envelope.headers(id, begun, task.count()), begun, failure);
      return;
    }
    Instant now = wait.until(begun.plus(latency));
    if (failure.isPresent()) {
      exchange.send(envelope.seal(failure.get(), id, begun));
    } else {
      new ImageReply(studio, drawings)
          .send(exchange, envelope.headers(id, begun, task.count()), now);
    }
  }
}
