package dev.easel.fal;

import dev.easel.http.Backoff;
import dev.easel.http.CallGuard;
import dev.easel.http.FreeCalls;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpLimits;
import dev.easel.http.ImageDownloader;
import dev.easel.http.SafeText;
import dev.easel.spi.AttemptKey;
import dev.easel.spi.Call;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Sources;
import java.util.List;

/** One account at fal. */
final class FalProvider implements ImageProvider {
  private final Catalog catalog;
  private final HttpCaller caller;
  private final QueueClient queue;
  private final Following following;

  private FalProvider(Catalog catalog, HttpCaller caller, QueueClient queue, Following following) {
    this.catalog = catalog;
    this.caller = caller;
    this.queue = queue;
    this.following = following;
  }

  static FalProvider create(FalSettings settings, Catalog catalog, ProviderContext context) {
    HttpCaller caller = new HttpCaller(HttpLimits.usual(), context.userAgent());
    Failures failures = new Failures(new SafeText(List.of(settings.key())), context.clock());
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
    return new FalProvider(catalog, caller, queue, new Following(watch, delivery, failures));
  }

  @Override
  public Prepared prepare(ImageWork work, Sources sources, Call call) throws ProviderException {
    Endpoint endpoint =
        catalog
            .offering(work.model())
            .flatMap(offering -> offering.endpoint(work.operation()))
            .orElseThrow(() -> notOffered(work));
    return new FalPrepared(new EndpointId(endpoint.name()), work, queue, following);
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

  /** The queue keeps no name of ours; what its request history could tell comes later. */
  @Override
  public Reconciliation find(AttemptKey attempt, Call call) {
    return new Reconciliation.CannotTell();
  }

  @Override
  public void close() {
    caller.close();
  }

  private static ProviderException notOffered(ImageWork work) {
    return new ProviderException(
        ProviderFailure.of(
            Fate.NOT_SENT,
            Fault.MODEL_UNKNOWN,
            "no endpoint of fal for " + work.operation() + " with " + work.model()));
  }
}
