package dev.easel.sandbox.openai;

import dev.easel.sandbox.seller.Account;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** OpenAI's Images API and its list of models, below {@code /v1}. */
public final class OpenAi implements Service {

  private final SandboxClock clock;
  private final ModelList list;
  private final Envelope envelope;
  private final ImageDesk desk;

  /**
   * An account without history.
   *
   * @param latency from a request to its images
   * @param account how the seller treats whoever calls
   * @param links the files that an edit may link to
   * @param ledger where requests for images are counted
   * @param studio where images come from
   */
  public OpenAi(
      SandboxClock clock,
      Duration latency,
      Account account,
      Links links,
      Ledger ledger,
      Studio studio) {
    this.clock = clock;
    Models models = new Models(account.retirement());
    this.list = new ModelList(models, "system");
    this.envelope = new Envelope(clock, account.tier());
    this.desk =
        new ImageDesk(clock, latency, models, new OpenAiDialect(envelope), links, ledger, studio);
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    List<String> path = exchange.path();
    switch (String.join("/", path)) {
      case "v1/images/generations" -> images(exchange, Operation.GENERATION);
      case "v1/images/edits" -> images(exchange, Operation.EDIT);
      default -> {
        Instant begun = clock.instant();
        exchange.send(envelope.seal(page(exchange, path), Envelope.newId(), begun));
      }
    }
  }

  private void images(Exchange exchange, Operation operation)
      throws IOException, InterruptedException {
    if (exchange.method().equals("POST")) {
      desk.handle(exchange, operation);
    } else {
      exchange.send(envelope.seal(notAllowed(exchange), Envelope.newId(), clock.instant()));
    }
  }

  private Reply page(Exchange exchange, List<String> path) {
    try {
      BearerKey.check(exchange);
      boolean known = (path.size() == 2 || path.size() == 3) && path.get(1).equals("models");
      if (!known) {
        String url = "Invalid URL (" + exchange.method() + " /" + String.join("/", path) + ")";
        return ApiError.unreadable(404, url).reply();
      }
      if (!exchange.method().equals("GET")) {
        return notAllowed(exchange);
      }
      return Reply.json(200, path.size() == 2 ? list.all() : list.one(path.getLast()));
    } catch (Rejected e) {
      return e.error().reply();
    }
  }

  private static Reply notAllowed(Exchange exchange) {
    String path = "/" + String.join("/", exchange.path());
    return new ApiError(
            405,
            "invalid_request_error",
            "method_not_supported",
            null,
            "Not allowed to " + exchange.method() + " on " + path + ".")
        .reply();
  }
}
