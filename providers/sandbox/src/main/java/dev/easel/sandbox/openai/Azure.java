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
import java.util.Optional;

/** A resource of Azure OpenAI below {@code /azure}, in both forms of its addresses. */
public final class Azure implements Service {

  private final SandboxClock clock;
  private final Dialect dialect;
  private final ImageDesk desk;

  /**
   * A resource without history.
   *
   * @param latency from a request to its images
   * @param account how the seller treats whoever calls
   * @param ledger where requests for images are counted
   * @param studio where images come from
   */
  public Azure(
      SandboxClock clock, Duration latency, Account account, Ledger ledger, Studio studio) {
    this.clock = clock;
    Models models = new Models(account.retirement());
    this.dialect = new AzureDialect(models, account.deployments());
    this.desk = new ImageDesk(clock, latency, models, dialect, Links.NONE, ledger, studio);
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    Optional<AzurePath> path = AzurePath.parse(exchange.path(), exchange.query("api-version"));
    if (path.isPresent() && exchange.method().equals("POST")) {
      desk.handle(exchange, path.get().operation());
    } else {
      exchange.send(missing());
    }
  }

  private Reply missing() {
    return dialect.refusal(AzureErrors.noResource(), Envelope.newId(), clock.instant());
  }
}
