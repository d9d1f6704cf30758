package dev.easel.fal;

import dev.easel.http.CallGuard;
import dev.easel.spi.Call;
import dev.easel.spi.Fenced;
import dev.easel.spi.ImageWork;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Work that is ready for fal's queue. */
final class FalPrepared implements Prepared {
  private final EndpointId endpoint;
  private final ImageWork work;
  private final QueueClient queue;
  private final Following following;
  private final AtomicBoolean used = new AtomicBoolean();

  FalPrepared(EndpointId endpoint, ImageWork work, QueueClient queue, Following following) {
    this.endpoint = endpoint;
    this.work = work;
    this.queue = queue;
    this.following = following;
  }

  @Override
  public Outcome submit(@Nullable Secret callerKey, ResultSink sink, Call call)
      throws ProviderException, Fenced, InterruptedException {
    if (!used.compareAndSet(false, true)) {
      throw new IllegalStateException("prepared work is submitted once");
    }
    CallGuard guard = CallGuard.of(call);
    QueueTicket ticket = queue.submit(endpoint, work, guard);
    sink.accepted(ticket.handle());
    return following.follow(ticket, sink, guard);
  }

  @Override
  public void close() {}
}
