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
        Optional.empty());
  }

  /** Whether the try is not over. */
  public boolean open() {
    return endTime.isEmpty();
  }

  /** The seller's own identifier for the request. */
  public Optional<String> providerRequestId() {
    return handle.map(Handle::requestId).filter(id -> !id.isEmpty()).or(() -> unacceptedRequestId);
  }

  /** This, accepted by the seller. */
  public Attempt accepted(Handle newHandle) {
    return new Attempt(
        number,
        provider,
        providerModel,
        Optional.of(newHandle),
        startTime,
        workStartTime,
        endTime,
        reportedWork,
        failure,
        unacceptedRequestId);
  }

  /** This, with the seller at work; the first time counts. */
  public Attempt working(Instant now) {
    return new Attempt(
        number,
        provider,
        providerModel,
        handle,
        startTime,
        workStartTime.or(() -> Optional.of(now)),
        endTime,
        reportedWork,
        failure,
        unacceptedRequestId);
  }

  /** This, over and well. */
  public Attempt succeeded(Instant now, Outcome outcome) {
    return new Attempt(
        number,
        provider,
        outcome.servedModel(),
        handle,
        startTime,
        workStartTime,
        Optional.of(now),
        outcome.work(),
        failure,
        outcome.requestId());
  }

  /** This, over and failed. */
  public Attempt failed(Instant now, Failure why, Optional<String> requestId) {
    return new Attempt(
        number,
        provider,
        providerModel,
        handle,
        startTime,
        workStartTime,
        Optional.of(now),
        reportedWork,
        Optional.of(why),
        requestId);
  }
}
