package dev.easel.openai;

import dev.easel.http.CallGuard;
import dev.easel.http.HttpRequest;
import dev.easel.http.SafeText;
import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Fenced;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Work that is ready for one paid request. */
final class OpenAiPrepared implements Prepared {
  private final Order order;
  private final OpenAiSettings settings;
  private final ImagesClient client;
  private final Function<SafeText, Failures> failures;
  private final AtomicBoolean used = new AtomicBoolean();

  OpenAiPrepared(
      Order order,
      OpenAiSettings settings,
      ImagesClient client,
      Function<SafeText, Failures> failures) {
    this.order = order;
    this.settings = settings;
    this.client = client;
    this.failures = failures;
  }

  @Override
  public Outcome submit(@Nullable Secret callerKey, ResultSink sink, Call call)
      throws ProviderException, Fenced, InterruptedException {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("prepared work is submitted once");
    }
    Failures telling = failures.apply(masking(callerKey));
    CallGuard guard = CallGuard.of(call);
    ImagesClient.Bought bought = client.buy(order, request(callerKey), telling, sink, guard);
    return client.deliver(bought, order, telling, sink, guard);
  }

  /** Even the handle of an image's links comes with the links, when the work is done. */
  @Override
  public boolean silent() {
    return true;
  }

  @Override
  public void close() {}

  private HttpRequest request(@Nullable Secret callerKey) throws ProviderException {
    HttpRequest request = order.request().with(settings.credentials(key(callerKey)));
    return callerKey == null ? booked(request) : request;
  }

  /** A caller's key is masked without being held for as long as the work takes. */
  private SafeText masking(@Nullable Secret callerKey) {
    SafeText safe = new SafeText(List.of(settings.key()));
    return callerKey == null ? safe : safe.masking(callerKey);
  }

  /** On the account's own key alone: a caller's has an organization and projects of its own. */
  private HttpRequest booked(HttpRequest request) {
    HttpRequest booked = request;
    for (Map.Entry<String, String> header : settings.accountHeaders().entrySet()) {
      booked = booked.with(header.getKey(), header.getValue());
    }
    return booked;
  }

  /** A caller's work is never done on the account's key where the caller's was given or needed. */
  private Secret key(@Nullable Secret callerKey) throws ProviderException {
    return switch (settings.callerKeys()) {
      case NONE -> {
        if (callerKey != null) {
          throw unfit("a key of the caller's own is not taken here");
        }
        yield settings.key();
      }
      case ALLOWED -> callerKey == null ? settings.key() : callerKey;
      case REQUIRED -> {
        if (callerKey == null) {
          throw unfit("a key of the caller's own is needed here");
        }
        yield callerKey;
      }
    };
  }

  private static ProviderException unfit(String problem) {
    return new ProviderException(ProviderFailure.of(Fate.NOT_SENT, Fault.KEY_REJECTED, problem));
  }
}
