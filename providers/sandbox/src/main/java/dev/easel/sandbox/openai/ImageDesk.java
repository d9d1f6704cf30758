package dev.easel.sandbox.openai;

import dev.easel.sandbox.fault.Fault;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Takes requests for images: counts them, checks them, and answers when their time has passed. */
final class ImageDesk {

  private final SandboxClock clock;
  private final Duration latency;
  private final Models models;
  private final Dialect dialect;
  private final Links links;
  private final Ledger ledger;
  private final Studio studio;

  ImageDesk(
      SandboxClock clock,
      Duration latency,
      Models models,
      Dialect dialect,
      Links links,
      Ledger ledger,
      Studio studio) {
    this.clock = clock;
    this.latency = latency;
    this.models = models;
    this.dialect = dialect;
    this.links = links;
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
      dialect.authenticate(exchange);
      task = new TaskBody(models, dialect, links, entry).read(exchange, operation);
      trouble = dialect.trouble(task.prompt(), id);
      if (trouble.filter(found -> !found.late()).isPresent()) {
        throw new Rejected(trouble.get().error());
      }
      dialect.admit(task, begun);
      Optional<Fault> fault = Fault.inPrompt(task.prompt(), "submit");
      Optional<Reply> refusal =
          fault.isPresent() ? suffer(fault.get(), exchange) : Optional.empty();
      if (refusal.isPresent()) {
        entry.settled(Ledger.Outcome.REJECTED);
        exchange.send(refusal.get());
        return;
      }
    } catch (Rejected e) {
      entry.settled(Ledger.Outcome.REJECTED);
      exchange.send(dialect.refusal(e.error(), id, begun));
      return;
    }
    entry.settled(Ledger.Outcome.ACCEPTED);
    Drawings drawings = new Drawings(task, id);
    for (int index = 0; index < task.count(); index++) {
      studio.ahead(drawings.finished(index));
    }
    answer(exchange, drawings, begun, trouble.map(Trouble::error));
  }

  /** What is to be answered, if that is the fault. */
  private Optional<Reply> suffer(Fault fault, Exchange exchange)
      throws IOException, InterruptedException, Rejected {
    if (fault.status().isPresent()) {
      int status = fault.status().getAsInt();
      String type = status < 500 ? "invalid_request_error" : "server_error";
      throw new Rejected(new ApiError(status, type, null, null, "Fault " + status + " on request"));
    }
    Optional<Reply> refusal = fault.refusal(exchange);
    if (refusal.isPresent()) {
      return refusal;
    }
    fault.begin(exchange, clock);
    return Optional.empty();
  }

  private void answer(
      Exchange exchange, Drawings drawings, Instant begun, Optional<ApiError> failure)
      throws IOException, InterruptedException {
    Wait wait = new Wait(clock);
    ImageTask task = drawings.task();
    if (task.stream()) {
      new ImageEvents(wait, latency, studio, drawings)
          .send(exchange, dialect.headers(drawings, begun), begun, failure);
      return;
    }
    Instant now = wait.until(begun.plus(latency));
    if (failure.isPresent()) {
      exchange.send(dialect.refusal(failure.get(), drawings.requestId(), begun));
    } else {
      Map<String, String> headers = dialect.headers(drawings, begun);
      new ImageReply(studio, drawings).send(exchange, headers, dialect.frame(drawings, now));
    }
  }
}
