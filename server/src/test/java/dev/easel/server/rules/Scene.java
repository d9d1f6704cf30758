package dev.easel.server.rules;

import dev.easel.server.Pictures;
import dev.easel.spi.Billing;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageFormat;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.LogLine;
import dev.easel.spi.Outcome;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Size;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** One call of a server to the seller. What the test asks for is done on the call's own thread. */
final class Scene {
  private final ResultSink sink;
  private final BlockingQueue<Move> moves = new LinkedBlockingQueue<>();

  Scene(ResultSink sink) {
    this.sink = sink;
  }

  private interface Move {
    /** Does it; the outcome, if the work is over with it. */
    Optional<Outcome> make() throws Exception;
  }

  Outcome play() throws ProviderException, InterruptedException {
    while (true) {
      Optional<Outcome> outcome;
      try {
        outcome = moves.take().make();
      } catch (ProviderException | InterruptedException | RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
  }

  void abort() {
    moves.add(() -> {
      throw new ProviderException(
          ProviderFailure.of(Fate.OUTCOME_UNKNOWN, Fault.ABORTED, "the call was ended"));
    });
  }

  private interface Act {
    void play() throws Exception;
  }

  private Scene act(Act act) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    moves.add(() -> {
      act.play();
      done.countDown();
      return Optional.empty();
    });
    done.await();
    return this;
  }

  Scene accepted() throws InterruptedException {
    // A seller never gives one handle to two attempts.
    String name = UUID.randomUUID().toString();
    return act(() -> sink.accepted(new Handle("handle-" + name, "request-" + name)));
  }

  Scene started() throws InterruptedException {
    return act(sink::started);
  }

  Scene queued(int place) throws InterruptedException {
    return act(() -> sink.queued(place));
  }

  Scene log(List<String> lines) throws InterruptedException {
    return act(() -> lines.forEach(line -> sink.log(new LogLine("INFO", line, Instant.EPOCH))));
  }

  Scene image() throws InterruptedException {
    return act(() ->
        write(
            sink.image(0, ImageFacts.none()), Pictures.of(ImageFormat.PNG, new Size(1024, 1024))));
  }

  Scene preview(int ordinal, byte[] picture) throws InterruptedException {
    return act(() -> write(sink.preview(0, ordinal, ImageFacts.none()), picture));
  }

  private static void write(ImageWriter image, byte[] bytes) throws Exception {
    try (image) {
      image.write(ByteBuffer.wrap(bytes));
      image.commit();
    }
  }

  /** The work ends well. */
  void done() {
    moves.add(() -> Optional.of(new Outcome(Billing.untold(), "m", Optional.empty())));
  }

  /** The work ends. */
  void failed(Fate fate, Fault fault) {
    moves.add(() -> {
      throw new ProviderException(ProviderFailure.of(fate, fault, "the seller said no"));
    });
  }

  /** Accepted, made and delivered. */
  void succeed() throws InterruptedException {
    accepted().started().image().done();
  }
}
