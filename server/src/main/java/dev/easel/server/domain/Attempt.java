package dev.easel.server.domain;

import dev.easel.spi.Handle;
import dev.easel.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One try at one instance. It exists from the moment its intent is committed, before any byte of
 * the paid request leaves.
 *
 * @param number from one
 * @param provider the instance
 * @param providerModel the model's name there
 * @param handle how to find the work again; empty until the seller has accepted it
 * @param startTime when the intent was committed
 * @param workStartTime when the seller began to work
 * @param endTime when the try was over
 * @param reportedWork working time as the seller reports it
 * @param failure why it failed
 * @param doubt why it is not known what became of it; empty when that is known
 * @param unacceptedRequestId the seller's identifier of a request that has no handle
 */
public record Attempt(
    int number,
    String provider,
    String providerModel,
    Optional<Handle> handle,
    Instant startTime,
    Optional<Instant> workStartTime,
    Optional<Instant> endTime,
    Optional<Duration> reportedWork,
    Optional<Failure> failure,
    Optional<Doubt> doubt,
    Optional<String> unacceptedRequestId) {

  /** The intent of a try. */
  public static Attempt intended(int number, Route route, Instant now) {
    return new Attempt(
        number,
        route.provider(),
        route.providerModel(),
        Optional.empty(),
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether it is still to be found out what becomes of the try. */
  public boolean open() {
    return endTime.isEmpty() || doubt.isPresent();
  }

  /** Until when it may have been sent; empty if it may still be, or there is no doubt. */
  public Optional<Instant> sentUntil() {
    return doubt.map(Doubt::since);
  }

  /** The seller's own identifier for the request. */
  public Optional<String> providerRequestId() {
    return handle.map(Handle::requestId).filter(id -> !id.isEmpty()).or(() -> unacceptedRequestId);
  }

  /**
   * Whether nothing of it left because this service took it back; nobody was asked for anything, so
   * that it counts for nothing.
   */
  public boolean withheld() {
    return failure.map(Failure::reason).equals(Optional.of(Reason.STORE_UNAVAILABLE));
  }

  /**
   * The name of the accepted work at its instance, which no other attempt there has: the seller's
   * identifier, or the handle of a seller that gives none.
   */
  public Optional<String> workName() {
    return handle.map(known -> known.requestId().isEmpty() ? known.value() : known.requestId());
  }

  /** This, accepted by the seller. */
  public Attempt accepted(Handle newHandle) {
    Draft draft = new Draft();
    draft.handle = Optional.of(newHandle);
    return draft.attempt();
  }

  /** This, with the seller at work; the first time counts. */
  public Attempt working(Instant now) {
    Draft draft = new Draft();
    draft.workStartTime = workStartTime.or(() -> Optional.of(now));
    return draft.attempt();
  }

  /** This, with no work begun: the seller did not take it. */
  public Attempt idle() {
    Draft draft = new Draft();
    draft.workStartTime = Optional.empty();
    return draft.attempt();
  }

  /** This, with its outcome in doubt; the first doubt counts. */
  public Attempt doubted(Doubt why) {
    Draft draft = new Draft();
    draft.doubt = doubt.or(() -> Optional.of(why));
    return draft.attempt();
  }

  /** This, over and well. */
  public Attempt succeeded(Instant now, Outcome outcome) {
    Draft draft = new Draft();
    draft.providerModel = outcome.servedModel();
    draft.endTime = Optional.of(now);
    draft.reportedWork = outcome.work();
    draft.failure = Optional.empty();
    draft.doubt = Optional.empty();
    draft.unacceptedRequestId = outcome.requestId();
    return draft.attempt();
  }

  /** This, over and failed. */
  public Attempt failed(Instant now, Failure why, Optional<String> requestId) {
    Draft draft = new Draft();
    draft.doubt = Optional.empty();
    return draft.over(now, why, requestId);
  }

  /** This, given up with its outcome in doubt, which may still become known. */
  public Attempt lost(Instant now, Failure why, Optional<String> requestId) {
    return new Draft().over(now, why, requestId);
  }

  /** A copy in the making. */
  private final class Draft {
    private String providerModel = Attempt.this.providerModel;
    private Optional<Handle> handle = Attempt.this.handle;
    private Optional<Instant> workStartTime = Attempt.this.workStartTime;
    private Optional<Instant> endTime = Attempt.this.endTime;
    private Optional<Duration> reportedWork = Attempt.this.reportedWork;
    private Optional<Failure> failure = Attempt.this.failure;
    private Optional<Doubt> doubt = Attempt.this.doubt;
    private Optional<String> unacceptedRequestId = Attempt.this.unacceptedRequestId;

    Attempt over(Instant now, Failure why, Optional<String> requestId) {
      endTime = Optional.of(now);
      failure = Optional.of(why);
      unacceptedRequestId = requestId;
      return attempt();
    }

    Attempt attempt() {
      return new Attempt(
          number,
          provider,
          providerModel,
          handle,
          startTime,
          workStartTime,
          endTime,
          reportedWork,
          failure,
          doubt,
          unacceptedRequestId);
    }
  }
}
