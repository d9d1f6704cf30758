package dev.easel.fal;

import dev.easel.http.Backoff;
import dev.easel.http.CallGuard;
import dev.easel.http.FreeCalls;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpLimits;
import dev.easel.http.ImageDownloader;
import dev.easel.http.SafeText;
import dev.easel.http.UnknownCodes;
import dev.easel.http.WorkCheck;
import dev.easel.spi.Call;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.Offering;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.Report;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Sources;
import dev.easel.spi.Testimony;
import java.util.List;
import java.util.Optional;

/** One account at fal. */
final class FalProvider implements ImageProvider {
  private final Catalog catalog;
  private final HttpCaller caller;
  private final SourceDelivery sources;
  private final QueueClient queue;
  private final Following following;
  private final SentRequests sent;
  private final Optional<Reconciler> reconciler;
  private final Webhooks webhooks;

  private FalProvider(
      Catalog catalog,
      HttpCaller caller,
      SourceDelivery sources,
      QueueClient queue,
      Following following,
      SentRequests sent,
      Optional<Reconciler> reconciler,
      Webhooks webhooks) {
    this.catalog = catalog;
    this.caller = caller;
    this.sources = sources;
    this.queue = queue;
    this.following = following;
    this.sent = sent;
    this.reconciler = reconciler;
    this.webhooks = webhooks;
  }

  static FalProvider create(FalSettings settings, Catalog catalog, ProviderContext context) {
    HttpCaller caller = new HttpCaller(HttpLimits.usual(), context.userAgent());
    Failures failures =
        new Failures(
            new SafeText(List.of(settings.key())),
            context.clock(),
            settings.payer(),
            new UnknownCodes("fal"));
    FreeCalls free = new FreeCalls(caller, Backoff.usual(), context);
    QueueClient queue = new QueueClient(settings, caller, free, failures);
    ImageDownloader downloader =
        new ImageDownloader(
            caller,
            settings.resultHosts(),
            ImageDownloader.USUAL_LARGEST,
            Backoff.usual(),
            context);
    StatusWatch watch = new StatusWatch(queue, context);
    Delivery delivery = new Delivery(queue, downloader, failures);
    SentRequests sent = new SentRequests();
    return new FalProvider(
        catalog,
        caller,
        sources(settings, caller, context, failures),
        queue,
        new Following(watch, delivery, failures),
        sent,
        settings
            .history()
            .map(platform -> new RequestHistory(platform, new QueueHeaders(settings), caller))
            .map(history -> new Reconciler(history, sent)),
        new Webhooks(new WebhookKeys(settings.upload().restUrl(), caller, context.clock())));
  }

  private static SourceDelivery sources(
      FalSettings settings, HttpCaller caller, ProviderContext context, Failures failures) {
    UploadSettings upload = settings.upload();
    QueueHeaders headers = new QueueHeaders(settings);
    UploadFailures uploadFailures = new UploadFailures(failures);
    StorageCalls calls = new StorageCalls(caller, upload.hosts(), context, uploadFailures);
    Storage storage =
        switch (upload.way()) {
          case SIGNED -> new SignedStorage(upload, headers, calls);
          case CDN -> new CdnStorage(upload, headers, calls);
        };
    return new SourceDelivery(upload.longestInline(), storage, uploadFailures);
  }

  @Override
  public Prepared prepare(ImageWork work, Sources images, Call call)
      throws ProviderException, InterruptedException {
    Offering offering = offering(work);
    Endpoint endpoint = endpoint(offering, work);
    WorkCheck.require(endpoint, work, images);
    EndpointId id = new EndpointId(endpoint.name());
    Dialect dialect = Dialect.of(id);
    if (images.mask().isPresent() && dialect.mask().isEmpty()) {
      throw new ProviderException(
          ProviderFailure.of(
                  Fate.NOT_SENT,
                  Fault.REQUEST_REJECTED,
                  id.full() + " has no field for a mask that is known here")
              .withFields(List.of("mask")));
    }
    ImageInput input = new ImageInput(work, sources.deliver(images, call), dialect);
    return new FalPrepared(id, input, offering.callerKey(), queue, following, sent);
  }

  @Override
  public Outcome resume(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    return following.follow(QueueTicket.of(handle), sink, CallGuard.of(call));
  }

  @Override
  public CancelReply cancel(Handle handle, Call call)
      throws ProviderException, InterruptedException {
    return queue.cancel(QueueTicket.of(handle), CallGuard.of(call));
  }

  /**
   * The queue keeps no name of ours; its history does for whom the operator lets us read it, and a
   * webhook tells of the attempt when it is done.
   */
  @Override
  public Reconciliation find(LostAttempt lost, Call call)
      throws ProviderException, InterruptedException {
    Reconciliation answer =
        reconciler.isEmpty()
            ? new Reconciliation.Untraceable()
            : reconciler.get().find(lost, endpointId(lost.work()), CallGuard.of(call));
    return answer instanceof Reconciliation.Untraceable && call.callback().isPresent()
        ? new Reconciliation.CannotTell()
        : answer;
  }

  @Override
  public Testimony hear(Report report, Call call) throws ProviderException, InterruptedException {
    return webhooks.hear(report, endpointId(report.work()), CallGuard.of(call));
  }

  @Override
  public void close() {
    caller.close();
  }

  private Offering offering(ImageWork work) throws ProviderException {
    return catalog.offering(work.model()).orElseThrow(() -> notOffered(work));
  }

  private EndpointId endpointId(ImageWork work) throws ProviderException {
    return new EndpointId(endpoint(offering(work), work).name());
  }

  private static Endpoint endpoint(Offering offering, ImageWork work) throws ProviderException {
    return offering.endpoint(work.operation()).orElseThrow(() -> notOffered(work));
  }

  private static ProviderException notOffered(ImageWork work) {
    return new ProviderException(
        ProviderFailure.of(
            Fate.NOT_SENT,
            Fault.MODEL_UNKNOWN,
            "no endpoint of fal for " + work.operation() + " with " + work.model()));
  }
}
