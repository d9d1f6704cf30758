package dev.easel.server.job;

import dev.easel.server.Pictures;
import dev.easel.spi.Billing;
import dev.easel.spi.Call;
import dev.easel.spi.CancelReply;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Fenced;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.Reconciliation;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import dev.easel.spi.Size;
import dev.easel.spi.SourceImage;
import dev.easel.spi.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A seller that does what a test tells it, one act for each submit or resume. */
final class ScriptedProvider implements ImageProvider {
  static final Handle HANDLE = new Handle("handle", "request-7");

  /** What the seller does before anything is bought. */
  @FunctionalInterface
  interface Preparation {
    void look(Sources sources, Call call) throws ProviderException, InterruptedException;
  }

  /** Reads every source, as a seller that takes bytes does. */
  static void readAll(Sources sources, Call call) throws ProviderException, InterruptedException {
    for (SourceImage image : sources.images()) {
      image.load(call);
    }
  }

  volatile Preparation preparation = (sources, call) -> {};
  volatile Function<LostAttempt, Reconciliation> finder = lost -> new Reconciliation.Untraceable();
  private final Queue<Act> script = new ConcurrentLinkedQueue<>();
  final AtomicInteger submits = new AtomicInteger();
  final AtomicInteger cancels = new AtomicInteger();
  final CountDownLatch submitted = new CountDownLatch(1);

  /** What the seller does with one paid request, or with one look at accepted work. */
  @FunctionalInterface
  interface Act {
    Outcome play(ResultSink sink, Call call) throws ProviderException, InterruptedException;
  }

  ScriptedProvider then(Act act) {
    script.add(act);
    return this;
  }

  static Act succeed() {
    return (sink, call) -> {
      sink.accepted(HANDLE);
      sink.started();
      image(sink);
      return new Outcome(Billing.untold(), "m", Optional.empty());
    };
  }

  static Act fail(Fate fate, Fault fault) {
    return (sink, call) -> {
      throw new ProviderException(ProviderFailure.of(fate, fault, "the seller said no"));
    };
  }

  /** A failure after which nobody knows what became of the request. */
  static ProviderException failure(Fault fault) {
    return new ProviderException(Sample.failure(Fate.OUTCOME_UNKNOWN, fault));
  }

  /** Waits as a seller does that its host interrupts: then it goes on. */
  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Accepts, and then works until the host ends the call. */
  static Act workUntilAborted() {
    return (sink, call) -> {
      sink.accepted(HANDLE);
      sink.started();
      CountDownLatch aborted = new CountDownLatch(1);
      call.onCancel(aborted::countDown);
      aborted.await();
      throw new ProviderException(
          ProviderFailure.of(Fate.OUTCOME_UNKNOWN, Fault.ABORTED, "the call was ended"));
    };
  }

  /** Accepts, works until it is asked to stop, and then says that it stopped. */
  Act workUntilCancelled() {
    return (sink, call) -> {
      sink.accepted(HANDLE);
      sink.started();
      cancelAsked.await();
      throw new ProviderException(
          ProviderFailure.of(Fate.FAILED_UNBILLED, Fault.CANCELLED, "stopped"));
    };
  }

  final CountDownLatch cancelAsked = new CountDownLatch(1);

  static void image(ResultSink sink) {
    image(sink, 0);
  }

  static void image(ResultSink sink, int slot) {
    try (ImageWriter writer = sink.image(slot, ImageFacts.none())) {
      writer.write(ByteBuffer.wrap(Pictures.of(ImageFormat.PNG, new Size(1024, 1024))));
      writer.commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Act next() {
    Act act = script.poll();
    if (act == null) {
      throw new IllegalStateException("the script has no more acts");
    }
    return act;
  }

  @Override
  public Prepared prepare(ImageWork work, Sources sources, Call call)
      throws ProviderException, InterruptedException {
    preparation.look(sources, call);
    return new Prepared() {
      @Override
      public Outcome submit(@Nullable Secret callerKey, ResultSink sink, Call call)
          throws ProviderException, Fenced, InterruptedException {
        call.beforeSend();
        submits.incrementAndGet();
        submitted.countDown();
        return next().play(sink, call);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Outcome resume(Handle handle, ResultSink sink, Call call)
      throws ProviderException, InterruptedException {
    return next().play(sink, call);
  }

  @Override
  public CancelReply cancel(Handle handle, Call call) {
    cancels.incrementAndGet();
    cancelAsked.countDown();
    return CancelReply.REQUESTED;
  }

  @Override
  public Reconciliation find(LostAttempt lost, Call call) {
    return finder.apply(lost);
  }

  @Override
  public void close() {}
}
