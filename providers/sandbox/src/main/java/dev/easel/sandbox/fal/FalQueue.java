package dev.easel.sandbox.fal;

import dev.easel.sandbox.json.Json;
import dev.easel.sandbox.json.JsonReader;
import dev.easel.sandbox.json.MalformedJson;
import dev.easel.sandbox.seller.Account;
import dev.easel.sandbox.seller.Ledger;
import dev.easel.sandbox.seller.SandboxClock;
import dev.easel.sandbox.seller.Studio;
import dev.easel.sandbox.web.Exchange;
import dev.easel.sandbox.web.Reply;
import dev.easel.sandbox.web.Service;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * fal's queue: submits by the complete endpoint id, everything later by the short form, the
 * complete one being understood too.
 */
public final class FalQueue implements Service, AutoCloseable {

  static final String REQUEST_ID = "x-fal-request-id";

  private final SandboxClock clock;
  private final Account account;
  private final Studio studio;
  private final RequestQueue queue;
  private final SubmitDesk desk;
  private final Uploads uploads;
  private final FalFiles files;
  private final Webhooks webhooks;

  /**
   * A queue without requests.
   *
   * @param latency from a submit to its completion
   * @param retention how long a completed request is known
   * @param account how fal treats whoever calls
   * @param ledger where submits are counted
   * @param studio where images come from; drawing begins while a request waits
   */
  public FalQueue(
      SandboxClock clock,
      Duration latency,
      Duration retention,
      Account account,
      Ledger ledger,
      Studio studio) {
    this.clock = clock;
    this.account = account;
    this.studio = studio;
    this.queue = new RequestQueue(retention);
    this.uploads = new Uploads();
    this.webhooks = new Webhooks(clock, retention);
    this.files = new FalFiles(clock, queue, studio, uploads);
    this.desk =
        new SubmitDesk(
            clock, latency, account.concurrency(), ledger, queue, files::canFetch, this::taken);
  }

  /** The files that this queue produced, and those that were uploaded for it. */
  public Service files() {
    return files;
  }

  /** The file behind one of this place's links; nothing if there is none. */
  public Optional<byte[]> file(String base, String url) throws InterruptedException {
    return files.fetch(base, url);
  }

  /** Where files are uploaded to. */
  public Service storage() {
    return new FalStorage(clock, uploads);
  }

  /** The requests that there were. */
  public Service history() {
    return new History(clock, queue, account.historyLag());
  }

  /** The keys that its webhooks are signed with. */
  public Service keys() {
    return webhooks.keys();
  }

  private void taken(QueuedRequest request, Exchange exchange) {
    drawAhead(request);
    String base = exchange.base();
    exchange
        .query("fal_webhook")
        .flatMap(FalQueue::target)
        .ifPresent(target -> webhooks.promise(request, target, end -> payload(request, base, end)));
  }

  private static Optional<URI> target(String url) {
    try {
      return Optional.of(new URI(url))
          .filter(
              uri -> uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http"));
    } catch (URISyntaxException e) {
      // Nobody hears of it, as of any other URL that leads nowhere.
      return Optional.empty();
    }
  }

  private Json payload(QueuedRequest request, String base, Progress.Completed end)
      throws InterruptedException {
    Reply page =
        new ResultPage(studio, request, base, UnaryOperator.identity(), account.units()).reply(end);
    byte[] bytes = new byte[page.body().remaining()];
    page.body().duplicate().get(bytes);
    try {
      return JsonReader.read(bytes);
    } catch (MalformedJson e) {
      throw new IllegalStateException("a page of our own is no JSON", e);
    }
  }

  private void drawAhead(QueuedRequest request) {
    for (int index = 0; index < request.order().count(); index++) {
      studio.ahead(request.order().work(request.id(), index));
    }
  }

  @Override
  public void handle(Exchange exchange) throws IOException, InterruptedException {
    Optional<FalPath> path = FalPath.parse(exchange.path());
    if (path.isEmpty()) {
      exchange.send(FalErrors.detail(404, "Not Found"));
      return;
    }
    switch (path.get()) {
      case FalPath.Submit(EndpointId app) -> submit(exchange, app);
      case FalPath.Queued queued -> follow(exchange, queued);
    }
  }

  private void submit(Exchange exchange, EndpointId app) throws IOException, InterruptedException {
    exchange.send(
        exchange.method().equals("POST")
            ? desk.submit(exchange, app)
            : FalErrors.methodNotAllowed("POST"));
  }

  private void follow(Exchange exchange, FalPath.Queued path)
      throws IOException, InterruptedException {
    if (!exchange.method().equals(path.action().method())) {
      exchange.send(FalErrors.methodNotAllowed(path.action().method()));
      return;
    }
    Optional<Reply> refusal = Authorization.refusal(exchange);
    if (refusal.isPresent()) {
      exchange.send(refusal.get());
      return;
    }
    Optional<QueuedRequest> request = queue.find(path.app(), path.requestId(), clock.instant());
    if (request.isEmpty()) {
      exchange.send(FalErrors.unknownRequest());
      return;
    }
    try {
      String prompt = request.get().order().prompt();
      new Suffering(clock).at(stage(path.action()), prompt, exchange);
      follow(exchange, path.action(), request.get());
    } catch (Refused e) {
      answer(exchange, request.get(), e.reply());
    }
  }

  private static String stage(FalPath.Action action) {
    return switch (action) {
      case STATUS, STREAM -> Suffering.STATUS;
      case RESULT -> Suffering.RESULT;
      case CANCEL -> Suffering.CANCEL;
    };
  }

  private void follow(Exchange exchange, FalPath.Action action, QueuedRequest request)
      throws IOException, InterruptedException {
    switch (action) {
      case STATUS -> answer(exchange, request, status(exchange, request));
      case STREAM -> new StatusStream(clock, request, wantsLog(exchange)).run(exchange);
      case RESULT -> answer(exchange, request, result(exchange, request));
      case CANCEL -> answer(exchange, request, cancel(request));
    }
  }

  private static void answer(Exchange exchange, QueuedRequest request, Reply reply)
      throws IOException {
    exchange.send(reply.with(REQUEST_ID, request.id()));
  }

  private Reply status(Exchange exchange, QueuedRequest request) {
    Instant now = clock.instant();
    Progress progress = request.progress(now);
    StatusPage page = new StatusPage(request, exchange.base());
    return Reply.json(
        StatusPage.code(progress),
        page.status(
            progress, wantsLog(exchange) ? Optional.of(request.log(now)) : Optional.empty()));
  }

  private Reply result(Exchange exchange, QueuedRequest request) throws InterruptedException {
    return new ResultPage(studio, request, exchange.base(), exchange::image, account.units())
        .reply(request.progress(clock.instant()));
  }

  private Reply cancel(QueuedRequest request) {
    return request.cancel(clock.instant())
        ? FalErrors.status(202, "CANCELLATION_REQUESTED")
        : FalErrors.status(400, "ALREADY_COMPLETED");
  }

  /** fal-js asks with 1 and 0, the Python client with true and false. */
  private static boolean wantsLog(Exchange exchange) {
    return exchange
        .query("logs")
        .filter(value -> value.equals("1") || value.equalsIgnoreCase("true"))
        .isPresent();
  }

  /** Sends no more webhooks. */
  @Override
  public void close() {
    webhooks.close();
  }
}
