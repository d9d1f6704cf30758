package dev.easel.server.job.simulation;

import dev.easel.spi.AttemptKey;
import dev.easel.spi.Billing;
import dev.easel.spi.Call;
import dev.easel.spi.Fate;
import dev.easel.spi.Fault;
import dev.easel.spi.Fenced;
import dev.easel.spi.Handle;
import dev.easel.spi.ImageFacts;
import dev.easel.spi.ImageProvider;
import dev.easel.spi.ImageWork;
import dev.easel.spi.ImageWriter;
import dev.easel.spi.Outcome;
import dev.easel.spi.Prepared;
import dev.easel.spi.ProviderException;
import dev.easel.spi.ProviderFailure;
import dev.easel.spi.ResultSink;
import dev.easel.spi.Secret;
import dev.easel.spi.Sources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A seller as one process reaches it: over a network that loses, delays and repeats nothing. */
abstract class SimulatedSeller implements ImageProvider {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  final World world;
  final Weather weather;
  final Port port;
  private final Link link;

  SimulatedSeller(World world, Port port, Link link) {
    this.world = world;
    this.weather = world.weather;
    this.port = port;
    this.link = link;
  }

  @Override
  public Prepared prepare(ImageWork work, Sources sources, Call call) {
    port.moment("prepare", call.attempt());
    int images = work.output().count();
    return new Prepared() {
      @Override
      public Outcome submit(@Nullable Secret callerKey, ResultSink sink, Call submission)
          throws ProviderException, Fenced, InterruptedException {
        submission.beforeSend();
        return buy(images, sink, submission);
      }

      @Override
      public boolean silent() {
        return SimulatedSeller.this.silent();
      }

      @Override
      public void close() {}
    };
  }

  abstract Outcome buy(int images, ResultSink sink, Call call)
      throws ProviderException, InterruptedException;

  /** Whether nothing is heard of it before its work is done. */
  abstract boolean silent();

  /** How long a reply to a paid request is waited for. */
  abstract Duration patience();

  /** When the reply to a paid request that was taken leaves the seller. */
  abstract Duration replyAfter(Work work);

  /** Makes the one paid request. */
  Work send(int images, Call call) throws ProviderException, InterruptedException {
    AttemptKey attempt = call.attempt();
    port.moment("before send", attempt);
    if (link.isCut() || weather.strikes(weather.notSent)) {
      throw failure(Fate.NOT_SENT, Fault.UNAVAILABLE);
    }
    Post post = world.ledger.leaves(attempt);
    world.note(port.host(), "send", attempt);
    Exchange<Reply> exchange = new Exchange<>(port.host(), call);
    later(onTheWay(), () -> arrives(post, attempt, images, exchange));
    Reply reply = await(exchange, attempt);
    port.moment("sent", attempt);
    return switch (reply) {
      case Reply.Taken(Work work) -> {
        work.heardBy(port.host());
        yield work;
      }
      case Reply.Refused() -> throw failure(Fate.REFUSED, Fault.RATE_LIMITED);
      case Reply.Trouble() -> {
        world.ledger.doubt(attempt, "an error without a word");
        throw failure(Fate.OUTCOME_UNKNOWN, Fault.UNAVAILABLE);
      }
    };
  }

  private Reply await(Exchange<Reply> exchange, AttemptKey attempt)
      throws ProviderException, InterruptedException {
    try {
      return exchange.await(patience());
    } catch (ProviderException | InterruptedException e) {
      world.ledger.doubt(attempt, "no reply");
      throw e;
    }
  }

  private Duration onTheWay() {
    return weather.strikes(weather.lateArrival)
        ? port.between(Duration.ofSeconds(1), Duration.ofSeconds(100))
        : port.between(Duration.ofMillis(1), Duration.ofMillis(300));
  }

  private void arrives(Post post, AttemptKey attempt, int images, Exchange<Reply> exchange) {
    world.ledger.requested();
    if (weather.strikes(weather.lostOnTheWay)) {
      post.rejected();
      return;
    }
    if (weather.strikes(weather.refused)) {
      post.rejected();
      answer(exchange, new Reply.Refused(), Duration.ZERO);
      return;
    }
    Work work = draw(attempt, images);
    world.ledger.take(post, work);
    world.note(world.universe.outside(), "taken", work.handle.value());
    taken(work);
    boolean trouble = weather.strikes(weather.errorAfterAcceptance);
    answer(
        exchange,
        trouble ? new Reply.Trouble() : new Reply.Taken(work),
        trouble ? Duration.ZERO : replyAfter(work));
  }

  /** A paid request was taken. */
  void taken(Work work) {}

  private Work draw(AttemptKey attempt, int images) {
    SplittableRandom random = world.random;
    long now = world.universe.nanos();
    long start = now + random.nextLong(5_000_000_000L);
    long most = weather.strikes(weather.slowWork) ? 400_000_000_000L : weather.workWithin.toNanos();
    Work.Ending ending =
        weather.strikes(weather.workFailsUnbilled)
            ? Work.Ending.FAILED_UNBILLED
            : weather.strikes(weather.workFailsBilled)
                ? Work.Ending.FAILED_BILLED
                : Work.Ending.MADE;
    String name = attempt.jobId() + "-" + attempt.number();
    return new Work(
        attempt,
        new Handle(name, "request-" + name),
        images,
        start,
        start + 100_000_000 + random.nextLong(most),
        now + random.nextLong(30_000_000_000L),
        ending);
  }

  private <T> void answer(Exchange<T> exchange, T reply, Duration after) {
    if (weather.strikes(weather.replyLost)) {
      return;
    }
    later(
        after.plus(port.between(Duration.ofMillis(1), Duration.ofMillis(100))),
        () -> {
          if (!link.isCut()) {
            exchange.reply(reply);
          }
        });
  }

  /** A question that costs nothing. */
  <T> T ask(String name, Call call, Supplier<T> answer)
      throws ProviderException, InterruptedException {
    port.moment(name, call.attempt());
    Exchange<T> exchange = new Exchange<>(port.host(), call);
    if (!link.isCut() && !weather.strikes(weather.pollFails)) {
      later(
          port.between(Duration.ofMillis(1), Duration.ofMillis(100)),
          () -> {
            world.ledger.requested();
            T reply = answer.get();
            later(
                port.between(Duration.ofMillis(1), Duration.ofMillis(100)),
                () -> exchange.reply(reply));
          });
    }
    T reply = exchange.await(PATIENCE);
    port.moment(name + " done", call.attempt());
    return reply;
  }

  private void later(Duration delay, Runnable action) {
    world.universe.after(world.universe.outside(), delay, action);
  }

  /** Hands every image over that is not there yet. */
  void deliver(Work work, ResultSink sink, Fate ifNotKept) throws ProviderException {
    for (int slot = 0; slot < work.images; slot++) {
      if (!sink.has(slot)) {
        port.moment("deliver", work.handle.value());
        try (ImageWriter writer = sink.image(slot, ImageFacts.none())) {
          writer.write(ByteBuffer.wrap(work.handle.value().getBytes(StandardCharsets.UTF_8)));
          writer.commit();
          work.delivered(world.universe.nanos(), false);
        } catch (IOException e) {
          throw failure(ifNotKept, Fault.STORAGE_FAILED);
        }
      }
    }
    work.delivered(world.universe.nanos(), true);
  }

  /** How work that is over and has failed is told. */
  static ProviderException failed(Work work) {
    return switch (work.ending()) {
      case FAILED_UNBILLED -> failure(Fate.FAILED_UNBILLED, Fault.UNAVAILABLE);
      case FAILED_BILLED -> failure(Fate.FAILED_BILLED, Fault.CONTENT_BLOCKED_OUTPUT);
      case CANCELLED -> failure(Fate.FAILED_UNBILLED, Fault.CANCELLED);
      case MADE -> throw new IllegalStateException("it has not failed");
    };
  }

  static Outcome made() {
    return new Outcome(Billing.untold(), "simulated", Optional.empty());
  }

  static ProviderException failure(Fate fate, Fault fault) {
    return new ProviderException(ProviderFailure.of(fate, fault, fault + " " + fate));
  }

  @Override
  public void close() {}
}
