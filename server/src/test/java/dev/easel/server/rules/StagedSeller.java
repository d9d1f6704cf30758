package dev.easel.server.rules;

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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A seller whose every move a test makes, before any number of servers. */
final class StagedSeller implements ImageProvider {
  private static final long PATIENCE_SECONDS = 40;

  private final BlockingQueue<Scene> scenes = new LinkedBlockingQueue<>();
  private final AtomicInteger submits = new AtomicInteger();
  private final AtomicInteger cancels = new AtomicInteger();

  /** The next work that a server has begun or taken up again. */
  Scene next() throws InterruptedException {
    Scene scene = scenes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (scene == null) {
      throw new AssertionError("no server works with this seller");
    }
    return scene;
  }

  /** How many paid requests there were. */
  int submits() {
    return submits.get();
  }

  /** How often it was asked to stop. */
  int cancels() {
    return cancels.get();
  }

  @Override
  public Prepared prepare(ImageWork work, Sources sources, Call call) {
    return new Prepared() {
      @Override
      public Outcome submit(@Nullable Secret callerKey, ResultSink sink, Call call)
          throws ProviderException, Fenced, InterruptedException {
        call.beforeSend();
        submits.incrementAndGet();
        return play(sink, call);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Outcome resume(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    return play(sink, call);
  }

  private Outcome play(ResultSink sink, Call call) throws ProviderException, InterruptedException {
    Scene scene = new Scene(sink);
    call.onCancel(scene::abort);
    scenes.add(scene);
    return scene.play();
  }

  @Override
  public CancelReply cancel(Handle handle, Call call) {
    cancels.incrementAndGet();
    return CancelReply.REQUESTED;
  }

  @Override
  public Reconciliation find(LostAttempt lost, Call call) {
    return new Reconciliation.Untraceable();
  }

  @Override
  public void close() {}
}
