package dev.easel.sandbox;

import dev.easel.sandbox.fal.FalQueue;
import dev.easel.sandbox.fault.Faults;
import dev.easel.sandbox.openai.Azure;
import dev.easel.sandbox.openai.Lumenfall;
import dev.easel.sandbox.openai.OpenAi;
import dev.easel.sandbox.seller.Account;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.WebServer;
import java.net.URI;
import java.time.Duration;

/**
 * Emulated sellers on one HTTP port: fal's queue at the root of the path space, its files under
 * {@code /files}, its storage under {@code /storage}, its platform API under {@code /platform/v1},
 * the keys of its webhooks at {@code /.well-known/jwks.json}, OpenAI's Images API under {@code
 * /v1}, Lumenfall under {@code /lumenfall}, Azure OpenAI under {@code /azure}, and the sandbox's
 * own pages under {@code /sandbox}. Nothing is kept on disk, any key is taken but one that says it
 * is invalid, none is remembered, nothing is printed. Several can run beside one another. Safe for
 * use by several threads.
 */
public final class Sandbox implements AutoCloseable {

  private static final long FILES_KEPT = 32L * 1024 * 1024;
  private static final long READY_MADE_KEPT = 2;

  private final WebServer server;
  private final FalQueue fal;
  private final Studio studio;
  private final Ledger ledger;

  private Sandbox(WebServer server, FalQueue fal, Studio studio, Ledger ledger) {
    this.server = server;
    this.fal = fal;
    this.studio = studio;
    this.ledger = ledger;
  }

  /**
   * Starts a sandbox; it answers when this returns.
   *
   * @throws java.io.UncheckedIOException if the address cannot be bound
   */
  public static Sandbox start(SandboxOptions options) {
    Ledger ledger = new Ledger();
    Studio studio =
        options
            .readyMade()
            .map(files -> new Studio(Math.max(FILES_KEPT, READY_MADE_KEPT * files.bytes()), files))
            .orElseGet(() -> new Studio(FILES_KEPT));
    Account account = options.account();
    SandboxClock clock = options.clock();
    Duration latency = options.latency();
    FalQueue fal = new FalQueue(clock, latency, options.retention(), account, ledger, studio);
    SandboxRoutes routes =
        new SandboxRoutes(
            new SandboxPages(ledger),
            new Faults(clock),
            fal,
            fal.files(),
            fal.storage(),
            fal.history(),
            fal.keys(),
            new OpenAi(clock, latency, account, fal::file, ledger, studio),
            new Lumenfall(clock, latency, account, ledger, studio),
            new Azure(clock, latency, account, ledger, studio));
    WebServer server = WebServer.start(options.host(), options.port(), options.tls(), routes);
    return new Sandbox(server, fal, studio, ledger);
  }

  /** Where it listens, without a path: what a client takes for the seller's base URL. */
  public URI uri() {
    return server.uri();
  }

  /** Every submit that arrived. */
  public Ledger ledger() {
    return ledger;
  }

  /** Closes the port and all connections; requests in the queue are forgotten. */
  @Override
  public void close() {
    fal.close();
    server.close();
    studio.close();
  }
}
