package dev.easel.server.job;

import dev.easel.server.domain.Attempt;
import dev.easel.server.domain.Job;
import dev.easel.spi.Deadline;
import dev.easel.spi.LostAttempt;
import dev.easel.spi.ProviderException;
import dev.easel.spi.Reconciliation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a seller, again and again, what became of a request whose answer was lost. The time for that
 * is counted here, in this process: neither a clock that is set nor another that differs makes it
 * shorter or longer. For one thread at a time.
 */
final class Inquiry {
  /**
   * How long a seller is asked. After that nothing of the request can be under way: whoever sent it
   * last had the job's lease before the doubt began.
   */
  static final Duration WINDOW = Duration.ofMinutes(2);

  private static final Logger log = LoggerFactory.getLogger(Inquiry.class);
  private static final Duration QUESTION = Duration.ofSeconds(30);

  private final Workshop shop;
  private final Supplier<Job> job;
  private final Commission commission;
  private final RunCalls calls;
  private int attempt;
  private int questions;
  private boolean askedLast;
  private Deadline window = () -> WINDOW;

  Inquiry(Workshop shop, Supplier<Job> job, Commission commission, RunCalls calls) {
    this.shop = shop;
    this.job = job;
    this.commission = commission;
    this.calls = calls;
  }

  /**
   * What is known now; asked later after every question.
   *
   * @return {@link Reconciliation.CannotTell} if it is to be asked again
   */
  Reconciliation ask() throws InterruptedException {
    int current = job.get().attempts().size();
    if (attempt != current) {
      begin(current);
    }
    if (questions > 0) {
      calls.pause(Duration.ofSeconds(1L << Math.min(questions, 4)));
    }
    questions++;
    JobCall call = calls.begin(QUESTION);
    if (job.get().attemptInDoubt().isEmpty()) {
      // It was told while this was about to be asked.
      return new Reconciliation.CannotTell();
    }
    if (askedLast) {
      // Whatever kept the last answer from coming here would keep the next.
      return new Reconciliation.Untraceable();
    }
    askedLast = window.passed();
    Reconciliation answer = answer(call);
    return askedLast ? definite(answer) : provisional(answer);
  }

  private void begin(int current) {
    attempt = current;
    questions = 0;
    askedLast = false;
    window = shop.clockwork().deadline(WINDOW);
  }

  private Reconciliation answer(JobCall call) throws InterruptedException {
    try {
      return commission.provider().find(lost(call), call);
    } catch (ProviderException e) {
      log.debug("job {}: the provider could not be asked: {}", job.get().id(), e.getMessage());
      return new Reconciliation.CannotTell();
    }
  }

  private static Reconciliation definite(Reconciliation answer) {
    return switch (answer) {
      case Reconciliation.Found found -> found;
      case Reconciliation.Absent absent -> absent;
      case Reconciliation.Untraceable never -> never;
      case Reconciliation.CannotTell() -> new Reconciliation.Untraceable();
    };
  }

  private Reconciliation provisional(Reconciliation answer) {
    return switch (answer) {
      case Reconciliation.Found found -> found;
      case Reconciliation.CannotTell later -> later;
      // Bytes of a sender that stood still may be on their way: it is believed when none can be.
      case Reconciliation.Absent() -> new Reconciliation.CannotTell();
      case Reconciliation.Untraceable never ->
          senderMayLive() ? new Reconciliation.CannotTell() : never;
    };
  }

  /**
   * Who was only thought dead may still be given the answer, for as long as it waits for one; and
   * whoever brought some of the images may bring the rest, since nobody else can.
   */
  private boolean senderMayLive() {
    Job current = job.get();
    Attempt asked = current.openAttempt().orElseThrow();
    boolean thoughtDead =
        asked.doubt().filter(doubt -> doubt.failure().equals(Endings.senderGone())).isPresent();
    boolean waits =
        shop.clockwork().now().isBefore(asked.startTime().plus(commission.executionTimeout()));
    return shop.claims().shared() && thoughtDead && (waits || hasSomeImages(current));
  }

  private static boolean hasSomeImages(Job job) {
    return !job.images().isEmpty() && job.images().size() < job.output().count();
  }

  private LostAttempt lost(JobCall call) {
    Job current = job.get();
    Attempt asked = current.openAttempt().orElseThrow();
    Instant lostAt = asked.doubt().orElseThrow().since();
    return new LostAttempt(
        call.attempt(),
        commission.work(),
        asked.startTime(),
        lostAt,
        () -> shop.others().beside(current, asked, lostAt));
  }
}
