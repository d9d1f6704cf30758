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
import java.util.List;

/**
 * Lumenfall below {@code /lumenfall}: its face of OpenAI's API at {@code /lumenfall/openai/v1}, and
 * the images that it links to.
 */
public final class Lumenfall implements Service {

  private final SandboxClock clock;
  private final Models models;
  private final ModelList list;
  private final MediaShelf media;
  private final Dialect dialect;
  private final ImageDesk desk;

  /**
   * An account without history.
   *
   * @param latency from a request to its images
   * @param account how the seller treats whoever calls
   * @param ledger where requests for images are counted
   * @param studio where images come from
   */
  public Lumenfall(
      SandboxClock clock, Duration latency, Account account, Ledger ledger, Studio studio) {
    this.clock = clock;
    this.models = new Models(account.retirement());
    this.list = new ModelList(models, "lumenfall");
    this.media = new MediaShelf(clock, studio);
    this.dialect = new LumenfallDialect(media);
    this.desk = new ImageDesk(clock, latency, models, dialect, Links.NONE, ledger, studio);
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    List<String> path = exchange.path();
    String asked = exchange.method() + " " + String.join("/", path.subList(1, path.size()));
    switch (asked) {
      case "POST openai/v1/images/generations" -> images(exchange, Operation.GENERATION);
      case "POST openai/v1/images/edits" -> images(exchange, Operation.EDIT);
      default -> {
        if (path.size() == 4 && path.get(1).equals("media")) {
          exchange.send(media.image(path.get(2), path.get(3)).orElseGet(() -> nothing(path)));
        } else {
          answer(exchange, () -> page(asked, path));
        }
      }
    }
  }

  private void images(Exchange exchange, Operation operation)
      throws IOException, InterruptedException {
    if (exchange.query("dryRun").filter("true"::equals).isEmpty()) {
      desk.handle(exchange, operation);
      return;
    }
    // Nothing is bought: the ledger does not hear of it.
    Ledger.Entry unlisted = new Ledger().arrived("", "");
    answer(
        exchange,
        () -> {
          ImageTask task =
              new TaskBody(models, dialect, Links.NONE, unlisted).read(exchange, operation);
          return Reply.json(200, new PriceAnswer(task).json());
        });
  }

  private interface Page {
    Reply reply() throws IOException, InterruptedException, Rejected;
  }

  private void answer(Exchange exchange, Page page) throws IOException, InterruptedException {
    String id = Envelope.newId();
    Reply reply;
    try {
      dialect.authenticate(exchange);
      reply = page.reply();
    } catch (Rejected e) {
      reply = dialect.refusal(e.error(), id, clock.instant());
    }
    exchange.send(reply);
  }

  private Reply page(String asked, List<String> path) throws Rejected {
    if (asked.equals("GET openai/v1/models")) {
      return Reply.json(200, list.all());
    }
    if (asked.startsWith("GET openai/v1/models/") && path.size() == 5) {
      return Reply.json(200, list.one(path.getLast()));
    }
    return nothing(path);
  }

  private static Reply nothing(List<String> path) {
    String message = "There is nothing at /" + String.join("/", path) + ".";
    return LumenfallErrors.reply(ApiError.unreadable(404, message));
  }
}
