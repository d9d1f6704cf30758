package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.spi.Call;
import dev.easel.spi.CallerKey;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Fenced;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Work that is ready for fal's queue. */
final class FalPrepared implements Prepared {
  private final EndpointId endpoint;
  private final ImageInput input;
  private final Optional<CallerKey> callerKey;
  private final QueueClient queue;
  private final Following following;
  private final SentRequests sent;
  private final AtomicBoolean used = new AtomicBoolean();

  FalPrepared(
      EndpointId endpoint,
      ImageInput input,
      Optional<CallerKey> callerKey,
      QueueClient queue,
      Following following,
      SentRequests sent) {
    this.endpoint = endpoint;
    this.input = input;
    this.callerKey = callerKey;
    this.queue = queue;
    this.following = following;
    this.sent = sent;
  }

  @Override
  public Outcome submit(@Nullable Secret key, ResultSink sink, Call call)
      throws ProviderException, Fenced, InterruptedException {
    requireKeyAsOffered(key);
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("prepared work is submitted once");
    }
    sent.sends(call.attempt(), input.digest());
    CallGuard guard = CallGuard.of(call);
    QueueTicket ticket = queue.submit(endpoint, input, key, call.callback(), guard);
    sent.accepted(call.attempt(), ticket.requestId());
    sink.accepted(ticket.handle());
    return (key == null ? following : following.masking(key)).follow(ticket, sink, guard);
  }

  private void requireKeyAsOffered(@Nullable Secret key) throws ProviderException {
    if (key == null && callerKey.filter(CallerKey::required).isPresent()) {
      throw keyRefused(
          endpoint.full() + " needs the caller's own key, in " + callerKey.get().metadata());
    }
    if (key != null && callerKey.isEmpty()) {
      throw keyRefused(endpoint.full() + " takes no key of the caller's own");
    }
  }

  private static ProviderException keyRefused(String problem) {
    return new ProviderException(ProviderFailure.of(Fate.NOT_SENT, Fault.KEY_REJECTED, problem));
  }

  @Override
  public void close() {}
}
