package dev.easel.server.crash;

import dev.easel.spi.Call;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Fenced;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import org.jspecify.annotations.Nullable;

/** A provider that passes failpoints on its way. */
final class KilledProvider implements ImageProvider {
  private final ImageProvider provider;
  private final Killer killer;

  KilledProvider(ImageProvider provider, Killer killer) {
    this.provider = provider;
    this.killer = killer;
  }

  @Override
  public Prepared prepare(ImageWork work, Sources sources, Call call)
      throws ProviderException, InterruptedException {
    Prepared prepared = provider.prepare(work, sources, call);
    return new Prepared() {
      @Override
      public Outcome submit(@Nullable Secret callerKey, ResultSink sink, Call call)
          throws ProviderException, Fenced, InterruptedException {
        killer.pass(Failpoint.BEFORE_SUBMIT);
        return prepared.submit(
            callerKey, new KilledSink(sink, killer), new KilledCall(call, killer));
      }

      @Override
      public boolean silent() {
        return prepared.silent();
      }

      @Override
      public void close() {
        prepared.close();
      }
    };
  }

  @Override
  public Outcome resume(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    return provider.resume(handle, new KilledSink(sink, killer), call);
  }

  @Override
  public CancelReply cancel(Handle handle, Call call)
      throws ProviderException, InterruptedException {
    return provider.cancel(handle, call);
  }

  @Override
  public Reconciliation find(LostAttempt lost, Call call)
      throws ProviderException, InterruptedException {
    return provider.find(lost, call);
  }

  @Override
  public void close() {
    provider.close();
  }
}
