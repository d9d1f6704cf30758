package dev.easel.openai;

import dev.easel.http.Backoff;
import dev.easel.http.CallGuard;
import dev.easel.http.Content;
import dev.easel.http.HttpCaller;
import dev.easel.http.HttpLimits;
import dev.easel.http.HttpRequest;
import dev.easel.http.ImageDownloader;
import dev.easel.http.Patience;
import dev.easel.http.SafeText;
import dev.easel.http.UnknownCodes;
import dev.easel.http.WorkCheck;
import dev.easel.http.json.Json;
import dev.easel.spi.Call;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Catalog;
import dev.easel.spi.Endpoint;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderContext;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Sources;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One account at a seller that answers when the work is done. */
final class OpenAiProvider implements ImageProvider {
  private final OpenAiSettings settings;
  private final Catalog catalog;
  private final HttpCaller caller;
  private final ImagesClient client;
  private final Delivery delivery;
  private final Function<SafeText, Failures> failures;
  private final ProviderContext context;

  private OpenAiProvider(
      OpenAiSettings settings,
      Catalog catalog,
      HttpCaller caller,
      Delivery delivery,
      Function<SafeText, Failures> failures,
      ProviderContext context) {
    this.settings = settings;
    this.catalog = catalog;
    this.caller = caller;
    this.client = new ImagesClient(caller, delivery);
    this.delivery = delivery;
    this.failures = failures;
    this.context = context;
  }

  static OpenAiProvider create(OpenAiSettings settings, Catalog catalog, ProviderContext context) {
    HttpCaller caller = new HttpCaller(HttpLimits.usual(), context.userAgent());
    ImageDownloader downloader =
        new ImageDownloader(
            caller,
            settings.resultHosts(),
            ImageDownloader.USUAL_LARGEST,
            Backoff.usual(),
            context);
    Preset preset = settings.preset();
    UnknownCodes unknown = new UnknownCodes(preset.seller());
    return new OpenAiProvider(
        settings,
        catalog,
        caller,
        new Delivery(downloader),
        safe -> new Failures(preset, safe, context.clock(), unknown),
        context);
  }

  @Override
  public Prepared prepare(ImageWork work, Sources sources, Call call)
      throws ProviderException, InterruptedException {
    Endpoint endpoint =
        catalog
            .offering(work.model())
            .flatMap(offering -> offering.endpoint(work.operation()))
            .orElseThrow(() -> notOffered(work));
    WorkCheck.require(endpoint, work, sources);
    String model = settings.dialect().name(work.model(), endpoint.name());
    Content content = content(work, model, sources, call);
    Order order = new Order(work, model, request(work, model, content));
    return new OpenAiPrepared(order, settings, client, failures);
  }

  @Override
  public Outcome resume(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    ResultTicket ticket = ResultTicket.of(handle).orElseThrow(OpenAiProvider::leftNothing);
    sink.finished();
    return delivery.deliver(
        ticket,
        ticket,
        failures.apply(new SafeText(List.of(settings.key()))),
        ImageFacts.none(),
        sink,
        CallGuard.of(call));
  }

  /** Nothing but the end of the connection, which the host has in its hand, stops the work. */
  @Override
  public CancelReply cancel(Handle handle, Call call) {
    return CancelReply.NOT_SUPPORTED;
  }

  /** The seller keeps no name of ours, and no request. */
  @Override
  public Reconciliation find(LostAttempt lost, Call call) {
    return new Reconciliation.Untraceable();
  }

  @Override
  public void close() {
    caller.close();
  }

  private Content content(ImageWork work, String model, Sources sources, Call call)
      throws ProviderException, InterruptedException {
    Map<String, Json> parameters = Parameters.of(work, model, settings.dialect());
    return switch (work.operation()) {
      case GENERATE -> Content.json(new Json.ObjectValue(parameters));
      case EDIT ->
          new EditContent(work, sources, call)
              .of(parameters, settings.dialect().editTransport(), boundary());
    };
  }

  private HttpRequest request(ImageWork work, String model, Content content) {
    boolean streamed = work.previewCount() > 0;
    Patience patience =
        streamed
            ? Patience.forWorkEvents(settings.answerTimeout())
            : Patience.forWork(settings.answerTimeout());
    HttpRequest request =
        HttpRequest.post(settings.address().of(work.operation(), model), content, patience)
            .with("Accept", streamed ? "text/event-stream" : "application/json");
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      request = request.with(header.getKey(), header.getValue());
    }
    return request;
  }

  private String boundary() {
    return "easel-%016x%016x".formatted(context.random().nextLong(), context.random().nextLong());
  }

  private static ProviderException notOffered(ImageWork work) {
    return new ProviderException(
        ProviderFailure.of(
            Fate.NOT_SENT,
            Fault.MODEL_UNKNOWN,
            "no offer for " + Words.of(work.operation()) + " with " + work.model()));
  }

  private static ProviderException leftNothing() {
    return new ProviderException(
        ProviderFailure.of(
                Fate.OUTCOME_UNKNOWN,
                Fault.RESULT_UNREACHABLE,
                "the seller answers once and keeps nothing; what it did cannot be asked for")
            .withRetryable(false));
  }
}
